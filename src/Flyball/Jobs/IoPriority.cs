namespace Flyball.Jobs;

/// <summary>How a process's disk requests stand against those of others (ioprio_set(2)).</summary>
public enum IoPriorityClass
{
    /// <summary>Before all others; needs privileges.</summary>
    RealTime = 1,

    /// <summary>The usual class.</summary>
    BestEffort = 2,

    /// <summary>Only when nobody else wants the disk.</summary>
    Idle = 3,
}

/// <summary>I/O priority of a process, where the disk's scheduler heeds it.</summary>
public readonly record struct IoPriority
{
    /// <summary>Makes a priority.</summary>
    /// <param name="class">See <see cref="Class"/>.</param>
    /// <param name="level">See <see cref="Level"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class or level.</exception>
    public IoPriority(IoPriorityClass @class, int level = 4)
    {
        if (!Enum.IsDefined(@class)) throw new ArgumentOutOfRangeException(nameof(@class), @class, "There is no such class.");
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, 7);
        (Class, Level) = (@class, level);
    }

    /// <summary>Which requests go first.</summary>
    public IoPriorityClass Class { get; }

    /// <summary>Within the class, 0 (first) to 7 (last); without meaning for <see cref="IoPriorityClass.Idle"/>. Default 4.</summary>
    public int Level { get; }
}
