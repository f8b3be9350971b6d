using Flyball.Jobs;

namespace Flyball.Execution;

/// <summary>Hands what an ended process wrote to whoever takes the output of jobs.</summary>
static class OutputDelivery
{
    /// <summary>Delivers.</summary>
    /// <param name="receiver">Code of users: whatever it throws means that the output was not delivered.</param>
    /// <param name="execution">The job.</param>
    /// <param name="standardOutput">What it wrote; <c>null</c>: it never came to have a standard output.</param>
    /// <param name="standardError">As above.</param>
    /// <param name="outcome">How the job ended.</param>
    /// <returns>How it ended with its output considered: a job whose output was lost has not done its work.</returns>
    public static async ValueTask<JobOutcome> DeliverAsync(
        this IJobOutput receiver, JobExecution execution, OutputBuffer? standardOutput, OutputBuffer? standardError, JobOutcome outcome)
    {
        OutputContent output = standardOutput?.Take() ?? OutputContent.Empty, error = standardError?.Take() ?? OutputContent.Empty;
        if (outcome.Usage is { } usage) outcome = outcome with { Usage = usage with { OutputBytes = output.Length } };
        if ((standardOutput?.Failure ?? standardError?.Failure) is { } failure) outcome = Failed(outcome, $"its output was cut short: {failure}");
        JobOutcome judged = execution.Judge(outcome);
        if (execution.IsRepeatedAfter(judged))
        {
            receiver.Drop(execution, output, error);
            return outcome;
        }

        try
        {
            await receiver.WriteAsync(execution, judged, output, error).ConfigureAwait(false);
            return outcome;
        }
#pragma warning disable CA1031 // Whatever the user's code throws is an output that was not delivered.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            output.Dispose();
            error.Dispose();
            return Failed(outcome, $"its output could not be written: {exception.Message}");
        }
    }

    /// <summary>Lets go of what an attempt wrote that does not count.</summary>
    static void Drop(this IJobOutput receiver, JobExecution execution, OutputContent output, OutputContent error)
    {
        try
        {
            if (receiver is ILiveJobOutput live)
            {
                live.Drop(execution, output, error);
                return;
            }
        }
#pragma warning disable CA1031 // The user's code, on a thread of ours.
        catch (Exception)
#pragma warning restore CA1031
        {
            // Told to nobody: see the interface.
        }

        output.Dispose();
        error.Dispose();
    }

    /// <summary>Tells of what a running job wrote so far.</summary>
    public static void Tell(this ILiveJobOutput receiver, JobExecution execution, OutputKind stream, OutputBuffer buffer)
    {
        try
        {
            receiver.Wrote(execution, stream, buffer.SoFar);
        }
#pragma warning disable CA1031 // The user's code, on a thread of ours; the job's end brings everything once more.
        catch (Exception)
#pragma warning restore CA1031
        {
            // Told to nobody: see the interface.
        }
    }

    /// <summary>The same outcome of a job that could not do its work to the end. One that was ended by us stays that.</summary>
    static JobOutcome Failed(JobOutcome outcome, string detail) =>
        outcome with { Status = outcome.Status == JobStatus.Cancelled ? JobStatus.Cancelled : JobStatus.Failed, Detail = detail };
}
