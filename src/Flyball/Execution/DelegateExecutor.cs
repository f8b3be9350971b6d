using Flyball.Jobs;

namespace Flyball.Execution;

/// <summary>Runs code of this process on the thread pool.</summary>
sealed class DelegateExecutor(TimeProvider time) : IJobExecutor
{
    public async Task<JobOutcome> ExecuteAsync(JobExecution execution, CancellationToken cancellationToken)
    {
        var job = (DelegateJob)execution.Job;
        long start = time.GetTimestamp();
        try
        {
            await Task.Run(() => job.Body(cancellationToken), CancellationToken.None).ConfigureAwait(false);
            return new(JobStatus.Succeeded, Usage: new(time.GetElapsedTime(start)));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new(JobStatus.Cancelled, Usage: new(time.GetElapsedTime(start)));
        }
#pragma warning disable CA1031 // Whatever the user's code throws is the outcome of the job.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new(JobStatus.Failed, Detail: $"{exception.GetType().Name}: {exception.Message}", Usage: new(time.GetElapsedTime(start)));
        }
    }
}
