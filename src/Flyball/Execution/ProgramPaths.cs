using System.Collections.Concurrent;

namespace Flyball.Execution;

/// <summary>
/// Finds programs in PATH, as execvp(3) does, but once for each name: trying folder after folder at each start costs more than all else that we do for a job.
/// Safe for use by any thread.
/// </summary>
/// <param name="mayRun">Whether a file may be run by this process.</param>
sealed class ProgramPaths(Func<string, bool> mayRun)
{
    readonly string[] _folders = (Environment.GetEnvironmentVariable("PATH") ?? "/bin:/usr/bin").Split(':');
    readonly ConcurrentDictionary<string, string> _found = new(StringComparer.Ordinal);

    /// <summary>The path of a program.</summary>
    /// <param name="name">With a slash: a path already.</param>
    /// <param name="directory">Where the program is to start; <c>null</c>: here. Folders of PATH that are not absolute are seen from there.</param>
    /// <returns>The first that may be run, else the first that may not; <c>null</c>: there is none.</returns>
    public string? Find(string name, string? directory)
    {
        if (name.Contains('/')) return name;
        if (_found.TryGetValue(name, out string? known)) return known;
        string? closed = null;
        foreach (string folder in _folders)
        {
            string path = folder.Length == 0 ? "./" + name : Path.Combine(folder, name);
            bool isFixed = folder.StartsWith('/');
            string seenFromHere = directory is null || isFixed ? path : Path.Combine(directory, path);
            if (!File.Exists(seenFromHere)) continue;
            if (!mayRun(seenFromHere)) closed ??= path;
            else return isFixed ? _found.GetOrAdd(name, path) : path;
        }

        return closed;
    }

    /// <summary>As <see cref="Find"/>, without what is known: it does not hold any more.</summary>
    public string? FindAgain(string name, string? directory)
    {
        _found.TryRemove(name, out _);
        return Find(name, directory);
    }
}
