namespace Flyball.Benchmarks.Peers;

/// <summary>Every command line of Flyball that is measured.</summary>
static class FlyballCommand
{
    /// <summary>Commands from standard input, two at once.</summary>
    public const string Bare = "flyball run -u -j2";

    /// <summary>The command follows, values come from standard input.</summary>
    public const string Full = "flyball run --joblog jobs.log";

    /// <summary>Commands from standard input, as a user who chooses nothing runs them.</summary>
    public const string Plain = "flyball run";

    public const string Version = "flyball --version";
}
