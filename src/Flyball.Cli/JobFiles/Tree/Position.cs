namespace Flyball.Cli.JobFiles.Tree;

/// <summary>A place in a file, as editors count.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units.</param>
readonly record struct Position(int Line, int Column)
{
    /// <summary>Where a file begins.</summary>
    public static Position Start => new(1, 1);
}
