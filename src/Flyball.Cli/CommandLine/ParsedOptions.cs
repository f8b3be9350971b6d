using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>Values of options that may be given more than once. Every occurrence is read, so that a wrong value is not accepted in silence; the last one counts.</summary>
static class ParsedOptions
{
    /// <summary>The value of an option; <c>null</c>: it was not given.</summary>
    public static T? Last<T>(this ParseResult parsed, ValueOption option, Func<string, string, T> read)
        where T : struct =>
        parsed.GetValue(option) is { Length: > 0 } texts ? texts.Select(text => read(option.Name, text)).ToArray()[^1] : null;

    /// <summary>As the other one, for classes.</summary>
    public static T? LastOrNull<T>(this ParseResult parsed, ValueOption option, Func<string, string, T> read)
        where T : class =>
        parsed.GetValue(option) is { Length: > 0 } texts ? texts.Select(text => read(option.Name, text)).ToArray()[^1] : null;
}
