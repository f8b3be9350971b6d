using System.Collections.Immutable;
using System.Globalization;
using Flyball.Cli.Commands;
using Flyball.Cli.Input;
using Flyball.Execution;
using Flyball.Jobs;

namespace Flyball.Cli.Output.Results;

/// <summary>What a table of results says of a job: GNU parallel's columns.</summary>
sealed record ResultRow(JobExecution Execution, JobOutcome Outcome, OutputContent StandardOutput, OutputContent StandardError)
{
    public JobArguments Arguments { get; } = JobArguments.Of(Execution.Job);

    /// <summary>Seconds since 1970, with milliseconds.</summary>
    public decimal StartTime => decimal.Round((Execution.StartedAt - DateTimeOffset.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond, 3);

    /// <summary>Seconds, with milliseconds.</summary>
    public decimal RunTime => decimal.Round((Outcome.Usage?.WallTime ?? TimeSpan.Zero).Ticks / (decimal)TimeSpan.TicksPerSecond, 3);

    public int ExitValue => ExitStatus.ExitValue(Outcome);

    public int Signal => Outcome.Signal ?? 0;

    /// <summary>The names of the columns before the values.</summary>
    public static ImmutableArray<string> Names { get; } = ["Seq", "Host", "Starttime", "JobRuntime", "Send", "Receive", "Exitval", "Signal", "Command"];

    /// <summary>The same columns.</summary>
    public ImmutableArray<string> Fields =>
    [
        Text(Arguments.Number), ":", Text(StartTime, "0.000"), Text(RunTime, "0.000"), "0", Text(StandardOutput.Length), Text(ExitValue), Text(Signal), Execution.Job.Name,
    ];

    /// <summary>The names of the columns of values.</summary>
    public IEnumerable<string> ValueNames => Arguments.AllNames.IsEmpty
        ? Arguments.Values.Select((_, index) => index < Arguments.Names.Length ? Arguments.Names[index] : $"V{index + 1}")
        : Arguments.AllNames;

    /// <summary>The same columns; one whose value the job does not have is empty.</summary>
    public IEnumerable<string> Values => Arguments.AllNames.IsEmpty
        ? Arguments.Values
        : Arguments.AllNames.Select(name => Arguments.Names.IndexOf(name) is >= 0 and var index ? Arguments.Values[index] : "");

    static string Text(IFormattable number, string? format = null) => number.ToString(format, CultureInfo.InvariantCulture);
}
