using Flyball.Admission;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Cli.Replay.Recording;

/// <summary>A decision of a recorded run with all the facts that it was made from, so that it can be made again.</summary>
sealed record RecordedDecision
{
    /// <summary>When, since the record began.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>The rule in force.</summary>
    public required AdmissionPolicy Policy { get; init; }

    public required TimeSpan Now { get; init; }

    public required LoadSample Load { get; init; }

    public required TimeSpan LoadTakenAt { get; init; }

    public required double? OwnCores { get; init; }

    public ByteSize MemoryReturned { get; init; }

    public TimeSpan? PersonIdle { get; init; }

    public WorkDone? Done { get; init; }

    public required AdmissionState State { get; init; }

    public required QueuedJob[] Queue { get; init; }

    public required RunningJob[] Running { get; init; }

    /// <summary>What was decided about each job of <see cref="Queue"/>.</summary>
    public required Decision[] Decided { get; init; }

    /// <summary>What was done with a running job for the sake of memory; <c>null</c>: nothing.</summary>
    public MemoryStep? MemoryStep { get; init; }

    /// <summary>The facts as the governor takes them. No property: a record prints all of these, and a view over buffers cannot be printed.</summary>
    public Situation ToSituation() => new()
    {
        Now = Now,
        Load = Load,
        LoadTakenAt = LoadTakenAt,
        OwnCores = OwnCores,
        MemoryReturned = MemoryReturned,
        PersonIdle = PersonIdle,
        Done = Done,
        State = State,
        Queue = Queue,
        Running = Running,
    };
}
