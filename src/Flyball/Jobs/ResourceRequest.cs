namespace Flyball.Jobs;

/// <summary>What the user says a job needs. Everything is optional: what is <c>null</c> is estimated.</summary>
public sealed record ResourceRequest
{
    /// <summary>Nothing is known beforehand.</summary>
    public static ResourceRequest Unknown { get; } = new();

    /// <summary>Creates a request.</summary>
    /// <param name="Cores">See <see cref="Cores"/>.</param>
    /// <param name="Memory">See <see cref="Memory"/>.</param>
    /// <param name="Duration">See <see cref="Duration"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is negative, or the cores are not a number of at most 1 000 000.</exception>
    public ResourceRequest(double? Cores = null, ByteSize? Memory = null, TimeSpan? Duration = null)
    {
        if (Cores is not (null or (>= 0 and <= 1_000_000)))
            throw new ArgumentOutOfRangeException(nameof(Cores), Cores, "Cores must lie in 0..1000000.");
        if (Memory is { Bytes: < 0 })
            throw new ArgumentOutOfRangeException(nameof(Memory), Memory, "Memory must not be negative.");
        if (Duration < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(Duration), Duration, "Duration must not be negative.");
        this.Cores = Cores;
        this.Memory = Memory;
        this.Duration = Duration;
    }

    /// <summary>Cores that the job keeps busy, 0..1 000 000; may be a fraction. <c>null</c> (default): learned from its siblings, one core until then.</summary>
    public double? Cores { get; }

    /// <summary>The most memory that the job and its children hold at once. <c>null</c> (default): learned from its siblings.</summary>
    public ByteSize? Memory { get; }

    /// <summary>How long the job is expected to run. <c>null</c> (default): unknown. Not a limit.</summary>
    public TimeSpan? Duration { get; }

    /// <summary>This request, with what it leaves open taken from another.</summary>
    public ResourceRequest Or(ResourceRequest fallback)
    {
        ArgumentNullException.ThrowIfNull(fallback);
        return new(Cores ?? fallback.Cores, Memory ?? fallback.Memory, Duration ?? fallback.Duration);
    }
}
