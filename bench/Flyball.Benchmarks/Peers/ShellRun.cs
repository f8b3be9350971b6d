using System.Diagnostics;

namespace Flyball.Benchmarks.Peers;

/// <summary>One run of a shell command that reads files and whose output nobody wants.</summary>
/// <param name="Elapsed">How long it took, a shell's start included.</param>
/// <param name="Own">What its program used itself.</param>
/// <param name="ExitStatus">Its exit status.</param>
/// <param name="Errors">What it wrote to standard error.</param>
sealed record ShellRun(TimeSpan Elapsed, OwnUse Own, int ExitStatus, string Errors)
{
    /// <summary>A look takes a fraction of a millisecond of one core; the last one misses at most what is used between two of them.</summary>
    static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs it.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="folder">Where.</param>
    /// <param name="cancellation">Asks the program to end, and then waits for its end all the same.</param>
    public static ShellRun Of(string command, string folder, CancellationToken cancellation = default)
    {
        string errors = Path.Combine(folder, "errors");
        // exec: the program takes the place of the shell, in the process that is looked at.
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec </dev/null >/dev/null 2>{errors}; exec {command}"]) { WorkingDirectory = folder };
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        using CancellationTokenRegistration asking = cancellation.Register(() => Tool.Run("sh", "-c", $"kill {process.Id}"));
        var own = new OwnUse(process.Id);
        while (!process.WaitForExit(s_betweenLooks)) own.Look();
        return new(Stopwatch.GetElapsedTime(began), own, process.ExitCode, File.ReadAllText(errors).Trim());
    }

    /// <summary>Null, or what went wrong.</summary>
    public string? Failure => ExitStatus == 0 ? null : $"it ended with status {ExitStatus}{(Errors.Length == 0 ? "" : $": {Errors.Split('\n')[0]}")}";
}
