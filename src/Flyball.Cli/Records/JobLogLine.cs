using System.Globalization;
using Flyball.Cli.Commands;
using Flyball.Jobs;

namespace Flyball.Cli.Records;

/// <summary>A line of GNU parallel's log, as far as one goes on from it.</summary>
/// <param name="Number">The job's place in the input, from 1: Seq.</param>
/// <param name="ExitValue">Its exit status; -1: it had none, such as one that ran out of time.</param>
/// <param name="Signal">What ended it; 0: no signal.</param>
/// <param name="Command">The command line.</param>
sealed record JobLogLine(long Number, int ExitValue, int Signal, string Command)
{
    public const string Header = "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand";

    const int Columns = 9;

    public bool Succeeded => ExitValue == 0 && Signal == 0;

    /// <summary>The line of an ended job, with its newline.</summary>
    public static string For(long number, JobEnded ended, DateTimeOffset start)
    {
        JobOutcome outcome = ended.Outcome;
        double runtime = (outcome.Usage?.WallTime ?? TimeSpan.Zero).TotalSeconds;
        double epoch = (start - DateTimeOffset.UnixEpoch).TotalSeconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{number}\t:\t{epoch:0.000}\t{runtime,10:0.000}\t0\t{outcome.Usage?.OutputBytes ?? 0}\t{ExitStatus.ExitValue(outcome)}\t{outcome.Signal ?? 0}\t{OnOneLine(ended.Job.Name)}\n");
    }

    /// <summary>Reads a line without its newline.</summary>
    /// <returns><c>null</c>: it is none.</returns>
    public static JobLogLine? Parse(string line)
    {
        string[] fields = line.Split('\t', Columns);
        return fields.Length == Columns
            && long.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= 1
            && int.TryParse(fields[6], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int exitValue)
            && int.TryParse(fields[7], NumberStyles.None, CultureInfo.InvariantCulture, out int signal)
            ? new(number, exitValue, signal, fields[8].Replace('\0', '\n'))
            : null;
    }

    // As GNU parallel does it: no command can hold a NUL.
    static string OnOneLine(string command) => command.Replace('\n', '\0');
}
