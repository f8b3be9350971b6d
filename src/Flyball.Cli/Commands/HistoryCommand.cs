using System.Diagnostics.CodeAnalysis;
using Flyball.Admission;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Configuration;
using Flyball.Cli.Output;
using Flyball.Cli.Rendering;
using Flyball.Sqlite;

namespace Flyball.Cli.Commands;

/// <summary><c>flyball history</c>: what was learned of jobs, or that it is to be forgotten.</summary>
static class HistoryCommand
{
    const string Unusable = "the file is in use, or none that this flyball can use: try again, or move history.db away yourself";

    /// <returns>The text to print.</returns>
    /// <exception cref="UsageException">There is no place where anything could be kept, the file cannot be used, or there is nothing of that name.</exception>
    public static string Text(HistoryInvocation invocation)
    {
        List<string> told = [];
        using SqliteJobHistory history = Open(told.Add);
        return invocation.Forgets ? Forget(history, invocation.Template, told) : Show(history, invocation.Json, told);
    }

    static SqliteJobHistory Open(Action<string> tell)
    {
        try
        {
            return LearnedSizes.Find(tell) ?? throw new UsageException("there is no folder in which anything could be kept", StateFolder.Hint);
        }
        catch (IOException failure)
        {
            throw new UsageException(failure.Message, StateFolder.Hint);
        }
    }

    static string Show(SqliteJobHistory history, bool json, List<string> told)
    {
        IReadOnlyList<KeyValuePair<string, TemplateRecord>>? all = history.All();
        Tell(told, isUsable: all is not null, "what was learned cannot be shown");
        if (json) return string.Concat(all.Select(template => HistoryView.Json(template) + "\n"));
        return all.Count == 0 ? "nothing was learned yet\n" : string.Concat(HistoryView.Lines(all).Select(line => line + "\n"));
    }

    static string Forget(SqliteJobHistory history, string? template, List<string> told)
    {
        int? count = history.Forget(template);
        Tell(told, isUsable: count is not null, "nothing could be forgotten");
        if (count == 0 && template is not null) throw new UsageException($"nothing was learned of {UsageException.Quote(template)}", "'flyball history' lists the templates, as they have to be written");
        return $"forgotten: {count} template{(count == 1 ? "" : "s")}\n";
    }

    /// <summary>Tells what is wrong with the file. Why it cannot be used is the last of it.</summary>
    /// <param name="told">What the history has told.</param>
    /// <param name="isUsable">Whether it answered.</param>
    /// <param name="error">What to say where it told nothing: others hold the file.</param>
    /// <exception cref="UsageException">It cannot be used.</exception>
    static void Tell(List<string> told, [DoesNotReturnIf(false)] bool isUsable, string error)
    {
        foreach (string text in isUsable ? told : told.SkipLast(1)) Messages.WriteLine($"flyball: {text}");
        if (!isUsable) throw new UsageException(told.LastOrDefault() ?? error, Unusable);
    }
}
