using System.Collections.Immutable;

namespace Flyball.Cli.Input;

/// <summary>Where values come from. Closed: words of the command line, a file, standard input.</summary>
abstract record InputSource
{
    /// <summary>Whether its values go in step with those of the source before it, instead of being combined with each of them.</summary>
    public bool IsLinked { get; init; }

    /// <summary>The values in a file; <c>-</c> is standard input.</summary>
    public static InputSource FromFile(string path) => path == "-" ? new StandardInputLines() : new FileLines(path);
}

/// <summary>The words after a <c>:::</c>.</summary>
sealed record ArgumentValues(ImmutableArray<string> Values) : InputSource;

/// <summary>The values in a file.</summary>
sealed record FileLines(string Path) : InputSource;

/// <summary>The values on standard input.</summary>
sealed record StandardInputLines : InputSource;
