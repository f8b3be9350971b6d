using System.CommandLine;
using Flyball.Cli.Failures;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c> that say what follows from failures.</summary>
static class FailureOptions
{
    static readonly ValueOption Halt = new(["--halt", "--halt-on-error"], "WHEN", "now,fail=1", "stop early: now or soon, then fail, success or done=N or N%: now,fail=1; default: never")
    {
        IsCommon = true, Values = ["never", "now,fail=1", "soon,fail=1", "now,success=1", "soon,fail=10%"],
    };

    public static IReadOnlyList<Option> All { get; } = [Halt];

    /// <exception cref="UsageException">A value is wrong.</exception>
    public static FailureSettings Read(ParseResult parsed) => new()
    {
        Halt = (parsed.GetValue(Halt) ?? []).Select(text => HaltRule.Parse(Halt.Name, text)).ToArray().LastOrDefault(),
    };
}

/// <summary>What follows from failures.</summary>
sealed record FailureSettings
{
    /// <summary>When to stop early; <c>null</c>: never.</summary>
    public HaltRule? Halt { get; init; }
}
