namespace Flyball.Cli.CommandLine;

/// <summary>What <c>flyball why</c> was asked.</summary>
/// <param name="Job">The number or name of a job; <c>null</c>: the run as a whole.</param>
/// <param name="Run">The number of the run; <c>null</c>: all.</param>
/// <param name="Json">Machine-readable output.</param>
sealed record WhyArguments(string? Job, string? Run, bool Json);
