namespace Flyball.Benchmarks.Peers;

/// <summary>One that runs jobs.</summary>
/// <param name="Name">Its name in tables and for <see cref="Targets"/>.</param>
/// <param name="Jobs">How many jobs a round gives it: about as many as it runs in a second.</param>
/// <param name="Command">The shell command for jobs of this text and number, to be run in a folder of <see cref="JobFiles"/>. Its first word is the program that it needs.</param>
sealed record Contestant(string Name, int Jobs, Func<string, int, string> Command)
{
    public const string Loop = "C loop", Xargs = "xargs", Make = "make", Ninja = "ninja", Parallel = "parallel", Flyball = "flyball";

    /// <summary>GNU parallel starts some 300 jobs in a second.</summary>
    public const int UsualJobs = 2000, JobsOfParallel = 400;

    public string Program => Command("", 0).Split(' ')[0];
}
