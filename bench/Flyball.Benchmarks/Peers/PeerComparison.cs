namespace Flyball.Benchmarks.Peers;

/// <summary>Measures Flyball beside others that run jobs, on the same machine in the same minutes: figures taken elsewhere or at another time say little.</summary>
static class PeerComparison
{
    public static int Run(ComparisonOptions options)
    {
        List<string> skipped = [];
        using var tools = new Toolbox();
        Compiler.Compile(tools, VforkLoop.Program);
        if (options.Flyball is { } path) tools.Add("flyball", path);
        else if (!NativeFlyball.Publish(tools.Folder)) return 1;

        Console.WriteLine(Machine.Describe());
        Console.WriteLine();
        var contest = new Contest(options.Rounds, skipped);
        Standings bare = contest.Run(Scenario.Bare);
        bare.Print();
        if (bare.Of(Contestant.Flyball) is null)
        {
            Console.Error.WriteLine($"error: {skipped.Last(reason => reason.StartsWith(Contestant.Flyball, StringComparison.Ordinal))}");
            Console.Error.WriteLine("hint: FLYBALL must be the file of a published tool");
            return 1;
        }

        Standings full = contest.Run(Scenario.Full);
        full.Print();
        ProgramRun? version = StartUp.Run(skipped);
        double? firstStart = FirstStart.Run(skipped);
        double? peakMemory = MemoryGrowth.Run(options.Million, skipped);
        Targets.Print(bare, full, version, firstStart, peakMemory);
        foreach (string what in skipped.Distinct()) Console.WriteLine($"- Skipped: {what}");
        return 0;
    }
}
