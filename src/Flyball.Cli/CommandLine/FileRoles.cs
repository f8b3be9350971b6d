using Flyball.Cli.Input;
using Flyball.Cli.Records;

namespace Flyball.Cli.CommandLine;

/// <summary>The files that options name. None can be two things at once: what is written for one purpose would spoil it for the other.</summary>
static class FileRoles
{
    /// <exception cref="UsageException">A file has two roles, or a name that no file of ours can have.</exception>
    public static void Check(RunArguments arguments)
    {
        Dictionary<string, (string Option, string Path)> roles = [];
        foreach ((string option, string path) in Written(arguments)) Add(option, path, isRead: false);
        foreach ((string option, string path) in Read(arguments)) Add(option, path, isRead: true);

        void Add(string option, string path, bool isRead)
        {
            if (path.Length == 0 || path.Contains('\0')) throw new UsageException($"{option}: {UsageException.Quote(path)} is no name of a file", "give the name of a file");
            if (!IsText(path))
                throw new UsageException($"{option}: the name of the file is not UTF-8", "rename the file, or make a link to it with another name");
            if (NamedFile.IsDevice(path)) return; // They take what several write.
            string file = NamedFile.KeyOf(path);
            if (roles.TryGetValue(file, out (string Option, string Path) other))
            {
                string error = path == other.Path
                    ? $"{UsageException.Quote(path)} is given to {other.Option} and to {option}"
                    : $"{UsageException.Quote(path)} of {option} is the same file as {UsageException.Quote(other.Path)} of {other.Option}";
                throw new UsageException(error, "give each of them a file of its own");
            }

            // The same input may be read twice.
            if (!isRead) roles[file] = (option, path);
        }
    }

    static IEnumerable<(string Option, string Path)> Written(RunArguments arguments)
    {
        (string, string?)[] all =
        [
            ("'--joblog'", arguments.Records.JobLog is { } log ? JobLog.FileOf(log) : null),
            ("'--checkpoint'", arguments.Records.Checkpoint),
            ("'--events'", arguments.Display.Events),
            ("'--record'", arguments.Records.Recording?.File),
        ];
        return all.Where(file => file.Item2 is not null)!;
    }

    static IEnumerable<(string Option, string Path)> Read(RunArguments arguments)
    {
        if (arguments.JobFile is { } file and not "-") yield return ("'--file'", file);
        foreach (FileLines lines in arguments.Input.Sources.OfType<FileLines>()) yield return ("'--arg-file'", lines.Path);
    }

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
