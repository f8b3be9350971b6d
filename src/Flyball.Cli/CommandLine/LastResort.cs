namespace Flyball.Cli.CommandLine;

/// <summary>What is said of a failure that nobody expected.</summary>
static class LastResort
{
    public static UsageException For(Exception unexpected) => unexpected.GetBaseException() is OutOfMemoryException
        ? new("flyball itself is given no more memory, or no more threads", "see 'ulimit -a', and the limits of the control group, for what is limited")
        : new($"internal error: {unexpected.GetType().Name}: {unexpected.Message}", "this is a fault in flyball itself; please report it with the command line");
}
