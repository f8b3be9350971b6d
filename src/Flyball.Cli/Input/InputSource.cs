using System.Collections.Immutable;

namespace Flyball.Cli.Input;

/// <summary>Where values come from. Closed: words of the command line, a file, standard input.</summary>
abstract record InputSource
{
    /// <summary>The lines of a file; <c>-</c> is standard input.</summary>
    public static InputSource FromFile(string path) => path == "-" ? new StandardInputLines() : new FileLines(path);
}

/// <summary>The words after a <c>:::</c>.</summary>
sealed record ArgumentValues(ImmutableArray<string> Values) : InputSource;

/// <summary>The lines of a file.</summary>
sealed record FileLines(string Path) : InputSource;

/// <summary>The lines of standard input.</summary>
sealed record StandardInputLines : InputSource;
