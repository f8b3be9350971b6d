using System.CommandLine;
using System.Globalization;
using Flyball.Jobs;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c> that say whether jobs that fail are run again.</summary>
static class RetryOptions
{
    static readonly ValueOption Retries = new(["--retries"], "N", "3", "run a job that fails N times in all; 0 is without end") { IsCommon = true };
    static readonly ValueOption RetryDelay = new(["--retry-delay"], "TIME", "1s..5m", "pause before the next attempt: 10s, or growing: 1s..5m");

    public static IReadOnlyList<Option> All { get; } = [Retries, RetryDelay];

    /// <summary>The rule; <c>null</c>: a job is run once.</summary>
    /// <exception cref="UsageException">A value is wrong.</exception>
    public static RetryRule? Read(ParseResult parsed)
    {
        int? attempts = parsed.Last(Retries, Attempts);
        RetryDelay? delay = parsed.Last(RetryDelay, Delay);
        if (attempts is null && delay is not null)
            throw new UsageException($"option '{RetryDelay.Name}' has no meaning without '{Retries.Name}'", $"for example: {Retries.Name} 3 {RetryDelay.Name} 10s");
        return attempts is { } number ? delay.GetValueOrDefault().RuleFor(number) : null;
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
