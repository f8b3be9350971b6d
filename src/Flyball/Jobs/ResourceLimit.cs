namespace Flyball.Jobs;

/// <summary>What a process may be limited in (getrlimit(2)). Each process of a job has the limit for itself; what all hold together is not limited.</summary>
public enum LimitedResource
{
    /// <summary>CPU time, in seconds.</summary>
    CpuTime = 0,

    /// <summary>The size of a file that is written, in bytes.</summary>
    FileSize = 1,

    /// <summary>Data memory, in bytes.</summary>
    Data = 2,

    /// <summary>The stack of the main thread, in bytes; that of the program itself is laid out before the limit holds.</summary>
    Stack = 3,

    /// <summary>The size of a core dump, in bytes.</summary>
    CoreDump = 4,

    /// <summary>Processes and threads of the user.</summary>
    Processes = 6,

    /// <summary>Open files.</summary>
    OpenFiles = 7,

    /// <summary>Memory that cannot be swapped out, in bytes.</summary>
    LockedMemory = 8,

    /// <summary>Address space, in bytes.</summary>
    AddressSpace = 9,
}

static class LimitedResources
{
    /// <summary>The name in limits.conf(5), which people know.</summary>
    public static string NameInLimits(this LimitedResource resource) => resource switch
    {
        LimitedResource.CpuTime => "cpu",
        LimitedResource.FileSize => "fsize",
        LimitedResource.Data => "data",
        LimitedResource.Stack => "stack",
        LimitedResource.CoreDump => "core",
        LimitedResource.Processes => "nproc",
        LimitedResource.OpenFiles => "nofile",
        LimitedResource.LockedMemory => "memlock",
        LimitedResource.AddressSpace => "as",
        _ => $"{(int)resource}",
    };
}

/// <summary>A limit that the kernel enforces on a process and is inherited by those that it starts.</summary>
/// <param name="Resource">What is limited.</param>
/// <param name="Soft">The limit in force, not negative; <c>null</c>: none.</param>
/// <param name="Hard">How far the process itself may raise it; <see cref="long.MaxValue"/>: without end; <c>null</c>: as far as this process may.</param>
public readonly record struct ResourceLimit(LimitedResource Resource, long? Soft, long? Hard = null);
