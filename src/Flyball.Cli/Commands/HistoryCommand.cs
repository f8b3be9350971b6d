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
    /// <exception cref="UsageException">There is no place where anything could be kept, or nothing of that name.</exception>
    public static string Text(HistoryInvocation invocation)
    {
        using SqliteJobHistory history = Open();
        if (invocation.Forgets) return Forget(history, invocation.Template);
        IReadOnlyList<KeyValuePair<string, TemplateRecord>> all = history.All() ?? throw new UsageException("what was learned cannot be shown", Unusable);
        if (invocation.Json) return string.Concat(all.Select(template => HistoryView.Json(template) + "\n"));
        return all.Count == 0 ? "nothing was learned yet\n" : string.Concat(HistoryView.Lines(all).Select(line => line + "\n"));
    }

    static SqliteJobHistory Open()
    {
        try
        {
            return LearnedSizes.Open(Messages.WriteLine) ?? throw new UsageException("there is no folder in which anything could be kept", StateFolder.Hint);
        }
        catch (IOException failure)
        {
            throw new UsageException(failure.Message, StateFolder.Hint);
        }
    }

    static string Forget(SqliteJobHistory history, string? template)
    {
        int count = history.Forget(template) ?? throw new UsageException("nothing could be forgotten", Unusable);
        if (count == 0 && template is not null) throw new UsageException($"nothing was learned of {UsageException.Quote(template)}", "'flyball history' lists the templates, as they have to be written");
        return $"forgotten: {count} template{(count == 1 ? "" : "s")}\n";
    }
}
