namespace Flyball.Cli.CommandLine;

/// <summary>What <c>flyball load</c> was asked to do.</summary>
/// <param name="Json">Machine-readable output.</param>
/// <param name="Watch">Go on until interrupted.</param>
sealed record LoadArguments(bool Json, bool Watch);
