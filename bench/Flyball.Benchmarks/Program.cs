using System.Runtime.Versioning;
using Flyball.Benchmarks;
using Flyball.Benchmarks.Peers;

// Its subjects are processes and /proc.
[assembly: SupportedOSPlatform("linux")]

switch (args)
{
    case ["micro"]:
        return Micro.Run();
    case ["idle"]:
        return await Idle.RunAsync();
    case ["peers", .. var words] when OperatingSystem.IsLinux() && PeerOptions.Parse(words) is { } options:
        return PeerComparison.Run(options);
    default:
        Console.Error.WriteLine("error: expected micro, idle or, on Linux, peers [FLYBALL] [--rounds N] [--million], where FLYBALL is the file of a published tool");
        Console.Error.WriteLine("hint: dotnet run -c Release --project bench/Flyball.Benchmarks -- peers");
        return 1;
}
