namespace Flyball.Cli.Configuration;

/// <summary>Where the tool keeps what it learns: <c>FLYBALL_HOME</c>, else in <c>XDG_STATE_HOME</c>, else in the folder of the user.</summary>
static class StateFolder
{
    const string Variable = "FLYBALL_HOME", Nowhere = "/dev/null";

    /// <summary>What to do where there is none.</summary>
    public const string Hint = "set FLYBALL_HOME to a folder, or HOME";

    /// <summary>What .NET makes of bytes that are not UTF-8: the folder would be another than the user named.</summary>
    const char NotText = '\ufffd';

    /// <summary>The folder, which may not be there yet; <c>null</c>: there is no place for one, or the variable says <c>/dev/null</c>.</summary>
    public static string? Path => Find(Environment.GetEnvironmentVariable);

    /// <summary>The folder that variables name.</summary>
    public static string? Find(Func<string, string?> environment) => Named(environment) is { } folder && !folder.Contains(NotText, StringComparison.Ordinal) ? folder : null;

    static string? Named(Func<string, string?> environment)
    {
        if (environment(Variable) is { Length: > 0 } named) return named == Nowhere ? null : System.IO.Path.GetFullPath(named);

        // The rules for XDG_STATE_HOME say to ignore what is not absolute.
        string? folder = environment("XDG_STATE_HOME") is ['/', ..] absolute ? absolute : environment("HOME") is ['/', ..] home ? $"{home.TrimEnd('/')}/.local/state" : null;
        return folder is null ? null : $"{folder.TrimEnd('/')}/flyball";
    }

    /// <summary>Makes the folder, for its owner alone, where it is not there.</summary>
    /// <exception cref="IOException">It cannot be made; the message says why.</exception>
    public static void Make(string path)
    {
        CheckPlace(path);
        if (Directory.Exists(path)) return;
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
            else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // What is missing is not what was asked for, though the runtime says so.
            string reason = failure is UnauthorizedAccessException ? ": permission denied" : failure is FileNotFoundException or DirectoryNotFoundException ? "" : $": {failure.Message}";
            throw new IOException($"the folder '{path}' cannot be made{reason}", failure);
        }
    }

    /// <summary>Makes sure that there is no file where a folder is to be, or where one around it is.</summary>
    /// <exception cref="IOException">There is one; the message names it.</exception>
    public static void CheckPlace(string path)
    {
        for (string? place = path; place is not null && !Directory.Exists(place); place = System.IO.Path.GetDirectoryName(place))
            if (File.Exists(place)) throw new IOException($"'{place}' is no folder");
    }
}
