namespace Flyball.Cli.Commands;

/// <summary>What the tool's exit status says; the numbers are those of GNU parallel.</summary>
static class ExitStatus
{
    /// <summary>The command line or its input is wrong.</summary>
    public const int WrongUsage = 255;

    /// <summary>SIGPIPE.</summary>
    public const int BrokenPipe = 13;

    const int MostCounted = 100;

    /// <summary>The number of failed jobs, or 101 for more than 100.</summary>
    public static int ForFailures(long failed) => (int)Math.Min(failed, MostCounted + 1);

    /// <summary>What a shell reports for a program that a signal ended.</summary>
    public static int ForSignal(int signal) => 128 + signal;
}
