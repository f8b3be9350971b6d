namespace Flyball.Benchmarks.Scenarios;

/// <summary>One that runs the jobs of a scenario, in a certain way.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Command">The shell command, to be run in a <see cref="WorkFolder"/>. Its first word is the program that it needs.</param>
/// <param name="KnowsNothing">Whether what Flyball has learned is thrown away before.</param>
sealed record Entrant(string Name, string Command, bool KnowsNothing = true)
{
    /// <summary>Flyball as a user runs it who gives no numbers.</summary>
    public static Entrant Flyball { get; } = new("flyball", $"flyball run <{WorkFolder.Commands}");

    /// <summary>The same once more, after it has seen these jobs.</summary>
    public static Entrant FlyballAgain { get; } = Flyball with { Name = "flyball, again", KnowsNothing = false };

    /// <summary>Nobody: how foreign work fares alone.</summary>
    public static Entrant Nobody { get; } = new("nobody", "sleep 3");

    /// <summary>Those that look at the load are allowed more jobs than would be good, the load is to be their limit; those that look at memory, four for each CPU.</summary>
    public static Entrant[] Others { get; } =
    [
        new("parallel --load", $"parallel -j64 --load 100% <{WorkFolder.Commands}"),
        new("parallel --memfree", $"parallel -j{4 * Environment.ProcessorCount} --memfree 1G <{WorkFolder.Commands}"),
        new("parallel --memsuspend", $"parallel -j{4 * Environment.ProcessorCount} --memsuspend 1G <{WorkFolder.Commands}"),
        new("make -l", $"make -s -k -j64 -l{Environment.ProcessorCount}"),
        new("ninja -l", $"ninja -k0 -j64 -l{Environment.ProcessorCount}"),
        new("plain rule", $"flyball run --policy plain <{WorkFolder.Commands}"),
    ];

    public string Program => Command.Split(' ')[0];

    /// <summary>Whether it always runs the same number of jobs at once.</summary>
    public bool IsFixed => Program == "xargs";

    /// <summary>A fixed number of jobs at once.</summary>
    public static Entrant Xargs(int atOnce) => new($"xargs -P{atOnce}", $"xargs -P{atOnce} -L1 {Programs.Job} <{WorkFolder.Arguments}");
}
