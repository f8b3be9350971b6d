using System.Globalization;

namespace Flyball.Benchmarks.Peers;

/// <summary>The loop in C: the limit of starting and ending processes, and a starter so small that the peaks of what it starts are their own.</summary>
static class VforkLoop
{
    public const string Program = "vfork-loop";

    /// <summary>Runs a command once.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static ProgramRun Once(string command)
    {
        using var files = new JobFiles("", 0);
        ShellRun run = ShellRun.Of($"{Program} 1 1 {command}", files.Folder);
        if (run.Failure is { } failure) throw new InvalidOperationException($"{command}: {failure}");
        string[] report = run.Errors.Split('\n')[^1].Split(' ');
        return new(double.Parse(report[0], CultureInfo.InvariantCulture) / 1e6, double.Parse(report[1], CultureInfo.InvariantCulture) / 1024);
    }
}

/// <summary>A program from its start to its end.</summary>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="PeakMiB">The most memory that it held.</param>
readonly record struct ProgramRun(double Milliseconds, double PeakMiB);
