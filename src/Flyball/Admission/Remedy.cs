namespace Flyball.Admission;

/// <summary>What is another in a <see cref="Remedy"/>: first what may come to pass by itself, then what the user may set.</summary>
public enum RemedyKind
{
    /// <summary>Running jobs end, the oldest first. Unit: jobs.</summary>
    JobsEnd,

    /// <summary>More memory becomes available. Unit: bytes.</summary>
    MemoryFreed,

    /// <summary>Foreign work keeps fewer cores busy. Unit: cores.</summary>
    CoresFreed,

    /// <summary>Fewer tasks run or wait for a CPU on the machine. Unit: tasks.</summary>
    TasksEnd,

    /// <summary>Others give back what they hold of a named resource. Unit: its own.</summary>
    ResourceFreed,

    /// <summary>Time passes, and all else stays as it is. Unit: seconds.</summary>
    TimePasses,

    /// <summary>Setting: <see cref="AdmissionPolicy.MaxRunning"/>. Unit: jobs.</summary>
    MaxRunning,

    /// <summary>Setting: <see cref="GovernorPolicy.CpuTarget"/>. Unit: share of the cores.</summary>
    CpuTarget,

    /// <summary>Setting: <see cref="GovernorPolicy.MemoryReserve"/>. Unit: bytes.</summary>
    MemoryReserve,

    /// <summary>Setting: <see cref="AdmissionPolicy.MaxLoad"/>. Unit: tasks.</summary>
    MaxLoad,

    /// <summary>Setting: <see cref="AdmissionPolicy.MinAvailableMemory"/>. Unit: bytes.</summary>
    MinAvailableMemory,

    /// <summary>Setting: <see cref="AdmissionPolicy.StartInterval"/>. Unit: seconds.</summary>
    StartInterval,

    /// <summary>Setting: a level without <see cref="Aggressiveness.QuietTime"/>. The amount is 0.</summary>
    OtherLevel,
}

/// <summary>A change after which a held job would start, all else being equal: the smallest of its kind.</summary>
/// <param name="Kind">What changes.</param>
/// <param name="Amount">By how much, in the kind's unit; of a setting its new value.</param>
public readonly record struct Remedy(RemedyKind Kind, double Amount)
{
    /// <summary>The named resource of <see cref="RemedyKind.ResourceFreed"/>; <c>null</c> for other kinds.</summary>
    public string? Resource { get; init; }
}
