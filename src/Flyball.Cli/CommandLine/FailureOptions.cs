using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Flyball.Cli.Failures;
using Flyball.Jobs;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c> that say what follows from failures.</summary>
static class FailureOptions
{
    static readonly ValueOption Halt = new(["--halt", "--halt-on-error"], "WHEN", "now,fail=1", "stop early: now,fail=1 or soon,fail=10%")
    {
        IsCommon = true, Values = ["never", "now,fail=1", "now,success=1", "now,done=1", "soon,fail=1", "soon,success=1", "soon,done=1"],
    };

    static readonly ValueOption Retries = new(["--retries"], "N", "3", "run a job that fails N times in all; 0 is without end") { IsCommon = true };
    static readonly ValueOption RetryDelay = new(["--retry-delay"], "TIME", "1s..5m", "pause before the next attempt: 10s, or growing: 1s..5m");

    static readonly FlagOption NoRequeue = new(["--no-requeue"], "when memory is short suspend it, never end it");
    static readonly ValueOption OutOfMemoryExit = new(["--oom-exit"], "CODES", "12,101", "exit statuses that mean: out of memory; it is run again with more set aside") { IsRepeatable = true };

    public static OptionGroup All { get; } = new("Failures", Halt, Retries, RetryDelay, NoRequeue, OutOfMemoryExit);

    /// <exception cref="UsageException">A value is wrong.</exception>
    public static FailureSettings Read(ParseResult parsed)
    {
        int? attempts = parsed.Last(Retries, Attempts);
        RetryDelay? delay = parsed.Last(RetryDelay, Delay);
        if (attempts is null && delay is not null)
            throw new UsageException($"option '{RetryDelay.Name}' has no meaning without '{Retries.Name}'", $"for example: {Retries.Name} 3 {RetryDelay.Name} 10s");
        return new()
        {
            Halt = (parsed.GetValue(Halt) ?? []).Select(text => HaltRule.Parse(Halt.Name, text)).ToArray().LastOrDefault(),
            Retry = attempts is { } number ? delay.GetValueOrDefault().RuleFor(number) : null,
            IsRepeatable = !parsed.GetValue(NoRequeue),
            OutOfMemoryExitCodes = [.. (parsed.GetValue(OutOfMemoryExit) ?? []).SelectMany(text => ProcessOptionValues.ExitCodes(OutOfMemoryExit.Name, text)).Distinct()],
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
