using System.Collections.Immutable;
using System.CommandLine;
using Flyball.Cli.Input;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c> that say where values come from.</summary>
static class InputOptions
{
    static readonly ValueOption ArgumentFile = new(["--arg-file", "-a"], "FILE", "FILE", "the lines of FILE, '-' is standard input")
    {
        IsCommon = true, IsRepeatable = true, Kind = ValueKind.File,
    };

    public static OptionGroup All { get; } = new("Values", ArgumentFile);

    /// <summary>Where values come from, at least one source.</summary>
    public static ImmutableArray<InputSource> Read(ParseResult parsed, ImmutableArray<ImmutableArray<string>> groups)
    {
        InputSource[] given = [.. (parsed.GetValue(ArgumentFile) ?? []).Select(InputSource.FromFile), .. groups.Select(group => new ArgumentValues(group))];
        return given.Length == 0 ? [new StandardInputLines()] : [.. given];
    }
}
