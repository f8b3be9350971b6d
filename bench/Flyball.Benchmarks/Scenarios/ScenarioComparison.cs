using System.Runtime.InteropServices;
using Flyball.Benchmarks.Peers;

namespace Flyball.Benchmarks.Scenarios;

/// <summary>How many jobs at once are right? Flyball, told nothing, beside fixed numbers and beside peers that look at the load or at memory.</summary>
static class ScenarioComparison
{
    public static int Run(ComparisonOptions options)
    {
        using var tools = new Toolbox();
        if (!Programs.Compile(tools)) return Fail("the programs of the scenarios cannot be made", "they need a C compiler (cc, gcc) and the headers of the C library");
        if (Disk.Find() is not { } disk) return Fail("no folder for temporary files lies on a disk", "TMPDIR says where they are to be");
        if (options.Flyball is { } path) tools.Add("flyball", path);
        else if (!NativeFlyball.Publish(tools.Folder)) return 1;

        Console.WriteLine(Machine.Describe());
        Console.WriteLine();
        List<string> notes = [];
        List<ScenarioResult> results = [];
        var contest = new ScenarioContest(options, disk, tools, notes);
        Workload[] workloads = [.. Workloads.All(Programs.RoundsPerMillisecond()).Where(workload => options.Only.Length == 0 || options.Only.Contains(workload.Name))];
        try
        {
            RunAll(contest, workloads, results);
        }
        catch (OperationCanceledException)
        {
            return Fail("stopped before the end", "what was measured until then stands above");
        }

        ScenarioSummary.Print(results);
        foreach (string note in notes.Distinct()) Console.WriteLine($"- {note}");
        return 0;
    }

    /// <summary>Contestants have sessions of their own, which a signal to this process does not reach: on Ctrl-C they are ended, and groups and folders taken away, too.</summary>
    static void RunAll(ScenarioContest contest, Workload[] workloads, List<ScenarioResult> results)
    {
        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        foreach (Workload workload in workloads)
        {
            if (contest.Run(workload, stop.Token) is not { } result) continue;
            result.Print();
            results.Add(result);
        }
    }

    static int Fail(string error, string hint)
    {
        Console.Error.WriteLine($"error: {error}");
        Console.Error.WriteLine($"hint: {hint}");
        return 1;
    }
}
