using System.Diagnostics;
using System.Globalization;

namespace Flyball.Benchmarks.Peers;

/// <summary>How soon a job runs whose producer goes on: its line has come, the end of the input has not. The job itself writes down when that is.</summary>
static class FirstStart
{
    const int Rounds = 10;

    const string Job = "date +%s%N >seen";

    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Measures and prints. A shell that reads the same line is the floor: it holds what it takes to start a shell, and <c>date</c>.</summary>
    /// <returns>The median of Flyball in milliseconds; null when a job did not start.</returns>
    public static double? Run(List<string> skipped)
    {
        List<double> flyball = [], shell = [];
        for (int round = 0; round < Rounds; round++)
        {
            if (Once(FlyballCommand.Plain) is not { } ours || Once("sh") is not { } floor)
            {
                skipped.Add($"first start: no time was written within {s_patience.TotalSeconds:0} s");
                return null;
            }

            flyball.Add(ours);
            shell.Add(floor);
        }

        Figures measured = Figures.Of(flyball);
        Console.WriteLine("## From the start to the first job, with a producer that goes on");
        Console.WriteLine();
        Console.WriteLine("| command | ms, median | min | max |");
        Console.WriteLine("|---|--:|--:|--:|");
        Console.WriteLine($"| `{FlyballCommand.Plain}` | {measured.ToCells("0.0")} |");
        Console.WriteLine($"| `sh` | {Figures.Of(shell).ToCells("0.0")} |");
        Console.WriteLine();
        return measured.Median;
    }

    static double? Once(string command)
    {
        using var files = new JobFiles("", 0);
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec >/dev/null 2>&1; exec {command}"]) { WorkingDirectory = files.Folder, RedirectStandardInput = true };
        DateTimeOffset began = TimeProvider.System.GetUtcNow();
        using Process process = Process.Start(start)!;
        process.StandardInput.WriteLine(Job);
        DateTimeOffset? seen = WaitFor(files.PathOf("seen"));
        process.StandardInput.Close();
        if (seen is null) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        return (seen - began)?.TotalMilliseconds;
    }

    static DateTimeOffset? WaitFor(string path)
    {
        long began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < s_patience)
        {
            if (File.Exists(path) && long.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, out long nanoseconds))
                return DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
            Thread.Sleep(5);
        }

        return null;
    }
}
