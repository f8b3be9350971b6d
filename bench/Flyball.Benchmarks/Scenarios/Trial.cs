using System.Diagnostics;
using System.Globalization;
using Flyball.Benchmarks.Peers;

namespace Flyball.Benchmarks.Scenarios;

/// <summary>One run of a scenario by a contestant.</summary>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Lost">Jobs that were not done.</param>
/// <param name="CutShort">Runs of jobs that were ended halfway, by the kernel or the contestant.</param>
/// <param name="KernelKills">Processes that the kernel ended meanwhile because memory was short.</param>
/// <param name="Foreign">The figure of the foreign work; null when there is none.</param>
/// <param name="Failure">Null, or what the contestant complained of.</param>
sealed record Trial(TimeSpan Elapsed, int Lost, int CutShort, long KernelKills, double? Foreign, string? Failure)
{
    /// <summary>Nobody needs that long: who does hangs, and is ended.</summary>
    const int MostSeconds = 100;

    const string ForeignOutput = "foreign";

    /// <summary>Runs it, and takes away all that it leaves but files.</summary>
    /// <exception cref="OperationCanceledException">The user wants no more.</exception>
    public static Trial Run(Workload workload, Entrant entrant, WorkFolder folder, Disk disk, Toolbox tools, CancellationToken cancellation)
    {
        folder.Clear(entrant.KnowsNothing);
        using var groups = new ControlGroups(workload.Surroundings, disk);
        WriteScript(folder, groups, "run", $"timeout -k 5 {MostSeconds} {entrant.Command}");
        long killed = KernelKillsSoFar();
        using Process? foreign = workload.Foreign is { } work ? StartForeign(work, folder, groups) : null;
        try
        {
            ShellRun run = ShellRun.Of("sh ./run", folder.Folder, cancellation);
            cancellation.ThrowIfCancellationRequested();
            return new(run.Elapsed, folder.Lost, folder.CutShort, KernelKillsSoFar() - killed, workload.Foreign?.Figure(ForeignNumbers(folder)), run.Failure);
        }
        finally
        {
            foreign?.Kill();
            foreign?.WaitForExit();
            Programs.EndAll(tools);
        }
    }

    /// <summary>With no options that a user keeps, and in a session of its own, as from another terminal: the scheduler is fair between sessions before it is between processes.</summary>
    static void WriteScript(WorkFolder folder, ControlGroups groups, string name, string command)
    {
        IEnumerable<string> joins = groups.Members.Select(file => $"echo $$ >{file}");
        File.WriteAllLines(folder.PathOf(name), ["set -e", .. joins, $"export FLYBALL_HOME={folder.StateFolder} XDG_CONFIG_HOME={folder.StateFolder}", $"exec setsid {command}"]);
    }

    static Process StartForeign(Foreign work, WorkFolder folder, ControlGroups groups)
    {
        WriteScript(folder, groups, "run-foreign", $"{Programs.Foreign} {work.Arguments} >{ForeignOutput}");
        return Process.Start(new ProcessStartInfo("sh", ["run-foreign"]) { WorkingDirectory = folder.Folder })!;
    }

    static IEnumerable<double> ForeignNumbers(WorkFolder folder)
    {
        string file = folder.PathOf(ForeignOutput);
        return File.Exists(file) ? File.ReadLines(file).Select(line => double.Parse(line, CultureInfo.InvariantCulture)) : [];
    }

    static long KernelKillsSoFar()
    {
        string? line = File.ReadLines("/proc/vmstat").FirstOrDefault(line => line.StartsWith("oom_kill ", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
