using Flyball.Cli.Input;
using Flyball.Cli.Output.Results;
using Flyball.Cli.Records;
using Role = (string Option, string Path);

namespace Flyball.Cli.CommandLine;

/// <summary>The files that options name. None can be two things at once: what is written for one purpose would spoil it for the other.</summary>
static class FileRoles
{
    /// <exception cref="UsageException">A file has two roles, or a name that no file of ours can have.</exception>
    public static void Check(RunArguments arguments)
    {
        Dictionary<string, Role> written = [];
        foreach (Role role in Written(arguments))
        {
            CheckName(role);
            if (NamedFile.IsDevice(role.Path)) continue; // They take what several write.
            string file = NamedFile.KeyOf(role.Path);
            if (written.TryGetValue(file, out Role other)) throw Twice(other, role);
            written[file] = role;
        }

        // The same input may be read twice.
        foreach (Role role in Read(arguments))
        {
            CheckName(role);
            if (written.TryGetValue(NamedFile.KeyOf(role.Path), out Role other)) throw Twice(other, role);
        }

        if (ReadsStandardInput(arguments) && NamedFile.KeyOfStandardInput() is { } input && written.TryGetValue(input, out Role overwritten))
            throw new UsageException($"{UsageException.Quote(overwritten.Path)} of {overwritten.Option} is the same file as standard input", "give each of them a file of its own");
    }

    static void CheckName(Role role)
    {
        if (role.Path.Length == 0 || role.Path.Contains('\0')) throw new UsageException($"{role.Option}: {UsageException.Quote(role.Path)} is no name of a file", "give the name of a file");
        if (!IsText(role.Path)) throw new UsageException($"{role.Option}: the name of the file is not UTF-8", "rename the file, or make a link to it with another name");
    }

    static UsageException Twice(Role one, Role other)
    {
        string error = one.Path == other.Path
            ? $"{UsageException.Quote(other.Path)} is given to {one.Option} and to {other.Option}"
            : $"{UsageException.Quote(other.Path)} of {other.Option} is the same file as {UsageException.Quote(one.Path)} of {one.Option}";
        return new(error, "give each of them a file of its own");
    }

    static IEnumerable<Role> Written(RunArguments arguments)
    {
        (string, string?)[] all =
        [
            ("'--joblog'", arguments.Records.JobLog is { } log ? JobLog.FileOf(log) : null),
            ("'--checkpoint'", arguments.Records.Checkpoint),
            ("'--events'", arguments.Display.Events),
            ("'--record'", arguments.Records.Recording?.File),

            // Names with a replacement string are those of many files.
            ("'--results'", arguments.Output.Results is { } table && ResultPlace.IsTableFile(table) && !table.Contains(arguments.Template.Placeholder, StringComparison.Ordinal) ? table : null),
        ];
        return all.Where(file => file.Item2 is not null)!;
    }

    static IEnumerable<Role> Read(RunArguments arguments)
    {
        if (arguments.JobFile is { } file and not "-") yield return ("'--file'", file);
        foreach (FileLines lines in arguments.Input.Sources.OfType<FileLines>()) yield return ("'--arg-file'", lines.Path);
        if (arguments.Admission.MaxRunning is { File: { } held }) yield return ("'--jobs'", held);
    }

    static bool ReadsStandardInput(RunArguments arguments) =>
        arguments.JobFile is { } file ? file == "-" : arguments.Records.Resume != ResumeMode.RetryFailed && arguments.Input.Sources.OfType<StandardInputLines>().Any();

    // A byte that is not UTF-8 is a lone surrogate: see SystemText.
    static bool IsText(string path)
    {
        for (int i = 0; i < path.Length; i++)
        {
            if (i + 1 < path.Length && char.IsSurrogatePair(path, i)) i++;
            else if (char.IsSurrogate(path[i])) return false;
        }

        return true;
    }
}
