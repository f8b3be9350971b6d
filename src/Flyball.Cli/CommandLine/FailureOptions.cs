using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Flyball.Cli.Failures;
using Flyball.Jobs;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c> that say what follows from failures.</summary>
static class FailureOptions
{
    static readonly ValueOption s_halt = new(["--halt", "--halt-on-error"], "WHEN", "now,fail=1", "stop early: now,fail=1 or soon,fail=10%")
    {
        IsCommon = true, Values = ["never", "now,fail=1", "now,success=1", "now,done=1", "soon,fail=1", "soon,success=1", "soon,done=1"],
    };

    static readonly ValueOption s_retries = new(["--retries"], "N", "3", "run a job that fails N times in all; 0 is without end") { IsCommon = true };
    static readonly ValueOption s_retryDelay = new(["--retry-delay"], "TIME", "1s..5m", "pause before the next attempt: 10s, or growing: 1s..5m");

    static readonly FlagOption s_noRequeue = new(["--no-requeue"], "when memory is short suspend it, never end it");
    static readonly ValueOption s_outOfMemoryExit = new(["--oom-exit"], "CODES", "12,101", "exit statuses that mean: out of memory; it is run again with more set aside") { IsRepeatable = true };

    public static OptionGroup All { get; } = new("Failures", s_halt, s_retries, s_retryDelay, s_noRequeue, s_outOfMemoryExit);

    /// <exception cref="UsageException">A value is wrong.</exception>
    public static FailureSettings Read(ParseResult parsed)
    {
        int? attempts = parsed.Last(s_retries, Attempts);
        RetryDelay? delay = parsed.Last(s_retryDelay, Delay);
        if (attempts is null && delay is not null)
            throw new UsageException($"option '{s_retryDelay.Name}' has no meaning without '{s_retries.Name}'", $"for example: {s_retries.Name} 3 {s_retryDelay.Name} 10s");
        return new()
        {
            Halt = (parsed.GetValue(s_halt) ?? []).Select(text => HaltRule.Parse(s_halt.Name, text)).ToArray().LastOrDefault(),
            Retry = attempts is { } number ? delay.GetValueOrDefault().RuleFor(number) : null,
            IsRepeatable = !parsed.GetValue(s_noRequeue),
            OutOfMemoryExitCodes = [.. (parsed.GetValue(s_outOfMemoryExit) ?? []).SelectMany(text => ProcessOptionValues.ExitCodes(s_outOfMemoryExit.Name, text)).Distinct()],
        };
    }

    static int Attempts(string name, string text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int attempts))
            throw OptionValues.Wrong(name, text, "is not a number of attempts", $"for example: {name} 3, or {name} 0 for as often as it takes");
        return attempts == 0 ? int.MaxValue : attempts;
    }

    static RetryDelay Delay(string name, string text) => CommandLine.RetryDelay.TryParse(text, out RetryDelay delay)
        ? delay
        : throw OptionValues.Wrong(name, text, "is neither a duration nor a growing one", $"for example: {name} 10s, or {name} 1s..5m");
}

/// <summary>What follows from failures.</summary>
sealed record FailureSettings
{
    /// <summary>When to stop early; <c>null</c>: never.</summary>
    public HaltRule? Halt { get; init; }

    /// <summary>Whether jobs that fail are run again; <c>null</c>: they are not.</summary>
    public RetryRule? Retry { get; init; }

    /// <summary>Whether jobs may be ended when memory is short, and run again.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>Exit statuses by which programs say that memory was short.</summary>
    public ImmutableArray<int> OutOfMemoryExitCodes { get; init; } = [];
}
