using System.Globalization;

namespace Flyball.AcceptanceTests.Infrastructure;

/// <summary>A line of a joblog.</summary>
sealed record JobLogLine(long Seq, string Host, double Start, double Runtime, long Send, long Receive, int Exit, int Signal, string Command)
{
    public static JobLogLine Parse(string line)
    {
        string[] fields = line.Split('\t', 9);
        double Number(int index) => double.Parse(fields[index], CultureInfo.InvariantCulture);
        return new((long)Number(0), fields[1], Number(2), Number(3), (long)Number(4), (long)Number(5), (int)Number(6), (int)Number(7), fields[8]);
    }
}

/// <summary>What a joblog tells about a run.</summary>
static class JobLogFile
{
    public const string Header = "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand";

    /// <summary>Times are rounded to milliseconds, so jobs that followed one another may seem to overlap by two.</summary>
    const double Rounding = 0.002;

    public static JobLogLine[] Read(string path) => [.. File.ReadLines(path).Skip(1).Select(JobLogLine.Parse)];

    /// <summary>The most jobs that ran at one instant.</summary>
    public static int MostAtOnce(IEnumerable<JobLogLine> lines)
    {
        int running = 0, most = 0;
        var changes = lines.SelectMany(line => new[] { (At: line.Start, Change: 1), (At: line.Start + line.Runtime - Rounding, Change: -1) });
        foreach ((_, int change) in changes.OrderBy(change => change.At).ThenBy(change => change.Change))
        {
            running += change;
            most = Math.Max(most, running);
        }

        return most;
    }
}
