using Flyball.Jobs;

namespace Flyball.Execution;

/// <summary>Receives what processes with <see cref="ProcessOutput.Collect"/> wrote, when they have ended.</summary>
public interface IJobOutput
{
    /// <summary>
    /// Takes the output of an ended process, also of one that wrote nothing, but for an attempt after which the job is run again. May be called for several jobs at once, by threads that hear of the ends of jobs: do not block them, but
    /// return a task for what takes time. The job counts as ended when the task completes; an exception makes it a failure.
    /// Both contents are the receiver's own: it disposes them when it needs them no more, which may be long after the task has completed. When it throws they are disposed for it.
    /// </summary>
    /// <param name="execution">The job that ended.</param>
    /// <param name="outcome">How it ended, as far as its process is concerned.</param>
    /// <param name="standardOutput">What it wrote to its standard output.</param>
    /// <param name="standardError">What it wrote to its standard error.</param>
    ValueTask WriteAsync(JobExecution execution, JobOutcome outcome, OutputContent standardOutput, OutputContent standardError);
}

/// <summary>Also hears what processes write while they run.</summary>
public interface ILiveJobOutput : IJobOutput
{
    /// <summary>
    /// A running job has written more. Called by the threads that start jobs and hear of their ends: it must return at once. Not called for what a job writes just before its end, nor
    /// for jobs that are over in moments: <see cref="IJobOutput.WriteAsync"/> brings everything once more, from the beginning. For one job never called by two threads at once, nor after that or
    /// <see cref="Drop"/>. What it throws is not heard.
    /// </summary>
    /// <param name="execution">The job that wrote.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="soFar">All of this stream up to now. It can be read until the content that <see cref="IJobOutput.WriteAsync"/> or <see cref="Drop"/> brings is disposed, and needs no disposal itself.</param>
    void Wrote(JobExecution execution, OutputKind stream, OutputContent soFar);

    /// <summary>
    /// An attempt has ended after which the job is run again: called instead of <see cref="IJobOutput.WriteAsync"/>, by the same threads, before the next attempt is started. What it wrote does not count;
    /// whoever has shown some of it begins anew. What it throws is not heard.
    /// </summary>
    /// <param name="execution">The attempt.</param>
    /// <param name="standardOutput">What it wrote to its standard output. The receiver's own: it disposes it when it reads it no more.</param>
    /// <param name="standardError">What it wrote to its standard error, as above.</param>
    void Drop(JobExecution execution, OutputContent standardOutput, OutputContent standardError);
}

/// <summary>An output stream of a process.</summary>
public enum OutputKind
{
    /// <summary>Descriptor 1.</summary>
    StandardOutput = 1,

    /// <summary>Descriptor 2.</summary>
    StandardError = 2,
}
