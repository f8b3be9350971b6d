namespace Flyball.Load.Linux;

/// <summary>
/// When somebody last typed at a terminal: a console, a window, a connection. The kernel notes it as the access time of the terminal's file, to within 8 s, whatever the file system is mounted with. Keyboard and mouse
/// of a desktop leave no such mark, unless what they are used for is a terminal.
/// </summary>
/// <param name="root">The folder that <c>dev</c> lies in; without a slash at its end.</param>
/// <param name="time">The clock.</param>
sealed class Terminals(string root, TimeProvider time)
{
    /// <summary>Time since then; <c>null</c>: there is no terminal, or it cannot be read.</summary>
    public TimeSpan? Idle()
    {
        DateTime last = DateTime.MinValue;
        try
        {
            foreach (string terminal in Numbered("/dev/pts", "*").Concat(Numbered("/dev", "tty*")))
            {
                DateTime used = File.GetLastAccessTimeUtc(terminal);
                if (used > last) last = used;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // One that was closed meanwhile is read again next time.
        }

        if (last == DateTime.MinValue) return null;
        TimeSpan idle = time.GetUtcNow().UtcDateTime - last;
        return idle > TimeSpan.Zero ? idle : TimeSpan.Zero;
    }

    /// <summary>Not serial lines, which machines use, and not tty and tty0, the names of whichever terminal is at hand.</summary>
    IEnumerable<string> Numbered(string folder, string pattern) => !Directory.Exists(root + folder) ? [] : Directory.EnumerateFiles(root + folder, pattern)
        .Where(path => Path.GetFileName(path).AsSpan(pattern.Length - 1) is { IsEmpty: false } number && !number.ContainsAnyExceptInRange('0', '9') && !path.EndsWith("/tty0", StringComparison.Ordinal));
}
