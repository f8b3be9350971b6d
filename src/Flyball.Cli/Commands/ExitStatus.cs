using Flyball.Jobs;

namespace Flyball.Cli.Commands;

/// <summary>What the tool's exit status says; the numbers are those of GNU parallel.</summary>
static class ExitStatus
{
    /// <summary>The command line or its input is wrong.</summary>
    public const int WrongUsage = 255;

    /// <summary>SIGPIPE.</summary>
    public const int BrokenPipe = 13;

    /// <summary>GNU parallel's Exitval of a job that has none of its own, such as one that ran out of time.</summary>
    const int NoStatus = -1;

    const int MostCounted = 100;

    /// <summary>The number of failed jobs, or 101 for more than 100.</summary>
    public static int ForFailures(long failed) => (int)Math.Min(failed, MostCounted + 1);

    /// <summary>How many of a hundred jobs failed, rounded up.</summary>
    public static int ForShare(long failed, long total) => total == 0 ? 0 : (int)(((100 * failed) + total - 1) / total);

    /// <summary>What a shell reports for a program that a signal ended.</summary>
    public static int ForSignal(int signal) => 128 + signal;

    /// <summary>That of one job, as if it were our own.</summary>
    public static int ForJob(JobOutcome outcome) => ExitValue(outcome) switch
    {
        NoStatus => WrongUsage,
        0 when outcome.Signal is { } signal => ForSignal(signal),
        var status => status,
    };

    /// <summary>The Exitval of a log. A failure without a status of its own must not read as success.</summary>
    public static int ExitValue(JobOutcome outcome) => outcome switch
    {
        { Status: JobStatus.TimedOut } => NoStatus,
        { ExitCode: { } code and not 0 } => code,
        { Succeeded: false, Signal: null } => NoStatus,
        _ => 0,
    };
}
