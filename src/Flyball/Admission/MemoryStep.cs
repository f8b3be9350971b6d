using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>What is done with a running job for the sake of memory.</summary>
public enum MemoryStepKind
{
    /// <summary>It is stopped where it is: it grows no further, but keeps what it holds.</summary>
    Suspend,

    /// <summary>It goes on.</summary>
    Resume,

    /// <summary>It is ended and queued again.</summary>
    End,
}

/// <summary>One step on the memory ladder.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Job">With which running job.</param>
/// <param name="Because">Why, in bytes: <see cref="Reason.Needed"/> should be available, <see cref="Reason.Limit"/> are.</param>
public readonly record struct MemoryStep(MemoryStepKind Kind, JobId Job, Reason Because);
