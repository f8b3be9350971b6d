namespace Flyball.AcceptanceTests.Library;

/// <summary>What not every executor of processes can do.</summary>
public enum Ability
{
    /// <summary>Arguments that are not Unicode arrive as they are.</summary>
    AnyBytesInArguments,

    /// <summary>The signal that ended a process is told apart from an exit status.</summary>
    TellingSignals,

    /// <summary>Nothing of a cancelled job is left when its outcome is known, also of what has lost its parent.</summary>
    EndingOrphans,

    /// <summary>Signals act on jobs as on programs of a shell.</summary>
    DefaultSignals,

    /// <summary>What our parent left open does not reach jobs.</summary>
    ClosingDescriptors,

    /// <summary>A job has a process group of its own.</summary>
    ProcessGroups,

    /// <summary>I/O priorities and limits can be set.</summary>
    PrioritiesAndLimits,

    /// <summary>The CPU time of an ended job and of the children that it waited for is known, and the peak of their memory.</summary>
    UsageOfEndedTrees,

    /// <summary>What all processes of a running job use together is known.</summary>
    UsageOfRunningTrees,
}
