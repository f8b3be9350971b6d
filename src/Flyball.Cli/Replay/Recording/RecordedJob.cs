using System.Collections.Immutable;
using Flyball.Admission;
using Flyball.Cli.CommandLine;
using Flyball.Jobs;

namespace Flyball.Cli.Replay.Recording;

/// <summary>A job of a recorded run.</summary>
/// <param name="Id">Its number in the run.</param>
/// <param name="Template">Jobs of one template are alike.</param>
sealed record RecordedJob(JobId Id, string Template)
{
    /// <summary>Its place in the input, from 1; <c>null</c>: it has none.</summary>
    public long? Number { get; init; }

    /// <summary>What it is called in a job file; <c>null</c>: it is in none.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it is only what holds its steps together.</summary>
    public bool IsSequence { get; init; }

    public int Priority { get; init; }

    /// <summary>The sequence that it is a step of; <c>null</c>: of none.</summary>
    public JobId? Sequence { get; init; }

    /// <summary>The jobs that it waits for.</summary>
    public ImmutableArray<JobId> After { get; init; } = [];

    /// <summary>What was run of it, in order; empty: it never started.</summary>
    public List<RecordedAttempt> Attempts { get; } = [];

    /// <summary>What it is called in messages.</summary>
    public string Title => Name is { } name ? UsageException.Quote(name) : $"{Number ?? Id.Value}";
}

/// <summary>A job from a start to the end of what was started.</summary>
/// <param name="StartedAt">When, since the record began.</param>
/// <param name="Granted">What was set aside for it.</param>
sealed record RecordedAttempt(TimeSpan StartedAt, Estimate Granted)
{
    /// <summary>How much longer work took for want of CPUs when it was started; 1: there were enough.</summary>
    public double Crowding { get; init; } = 1;

    /// <summary>How it ended; <c>null</c>: the record ends before.</summary>
    public RecordedEnd? End { get; set; }

    /// <summary>What it was seen to use while it ran, in order.</summary>
    public List<UseReading> Readings { get; } = [];
}

/// <summary>What a running job was seen to use.</summary>
/// <param name="Age">How long it had run.</param>
/// <param name="Cores">Cores that it kept busy; <c>null</c>: not measured.</param>
/// <param name="Memory">Memory that it held; <c>null</c>: not measured.</param>
/// <param name="Crowding">How many tasks there were for each core, as in <see cref="RecordedAttempt.Crowding"/>.</param>
readonly record struct UseReading(TimeSpan Age, double? Cores, ByteSize? Memory, double Crowding);

/// <summary>The end of an attempt, with what it used; what is <c>null</c> was not measured.</summary>
/// <param name="At">When, since the record began.</param>
/// <param name="Status">How.</param>
sealed record RecordedEnd(TimeSpan At, JobStatus Status)
{
    /// <summary>Whether another attempt follows.</summary>
    public bool RunsAgain { get; init; }

    public TimeSpan? Wall { get; init; }

    public TimeSpan? Cpu { get; init; }

    public ByteSize? PeakMemory { get; init; }

    public ByteSize? Read { get; init; }

    public ByteSize? Written { get; init; }

    /// <summary>Whether it was ended because memory was short.</summary>
    public bool IsForMemory => RunsAgain && Status is (JobStatus.Cancelled or JobStatus.OutOfMemory);
}
