using System.Runtime.Versioning;
using Flyball.Benchmarks;
using Flyball.Benchmarks.Peers;
using Flyball.Benchmarks.Scenarios;

// Its subjects are processes and /proc.
[assembly: SupportedOSPlatform("linux")]

switch (args)
{
    case ["micro"]:
        return Micro.Run();
    case ["idle"]:
        return await Idle.RunAsync();
    case ["peers", .. var words] when OperatingSystem.IsLinux() && ComparisonOptions.Parse(words, rounds: 5, flag: "--million", names: []) is { } options:
        return PeerComparison.Run(options);
    case ["scenarios", .. var words] when OperatingSystem.IsLinux() && ComparisonOptions.Parse(words, rounds: 3, flag: "--quick", Workloads.Names) is { } options:
        return ScenarioComparison.Run(options);
    default:
        const string Peers = "peers [FLYBALL] [--rounds N] [--million]", Scenarios = "scenarios [FLYBALL] [--rounds N] [--quick] [--only NAME,NAME]";
        Console.Error.WriteLine($"error: expected micro, idle or, on Linux, {Peers} or {Scenarios}, where FLYBALL is the file of a published tool");
        Console.Error.WriteLine($"hint: dotnet run -c Release --project bench/Flyball.Benchmarks -- peers; scenarios are {string.Join(", ", Workloads.Names)}");
        return 1;
}
