using System.Globalization;

namespace Flyball.AcceptanceTests.Infrastructure;

/// <summary>A job whose children are hard to end: all ignore SIGTERM, one has a session of its own, one has lost its parent.</summary>
sealed class StubbornJob
{
    const int Children = 3;

    // Tells its children from all other processes of the machine.
    readonly string _seconds = string.Create(CultureInfo.InvariantCulture, $"98765.{BitConverter.ToUInt64(Guid.NewGuid().ToByteArray())}");

    public StubbornJob()
    {
        Requirement.Need("linux", "setsid");
        Command = $"trap '' TERM; sleep {_seconds} & setsid sleep {_seconds} & ( sleep {_seconds} & ); wait";
    }

    /// <summary>A line for a shell.</summary>
    public string Command { get; }

    /// <summary>The numbers of its children that are there.</summary>
    public int[] Pids => Machine.Pids("sleep", _seconds);

    public int Left => Machine.Processes("sleep", _seconds);

    public Task UntilAllRun() => Waiting.Until(() => Left == Children, "all children of the job run");
}
