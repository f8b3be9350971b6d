using Flyball.Jobs;

namespace Flyball.Execution;

/// <summary>Stands for the executor of a job that could not be made ready for its start.</summary>
sealed class FailingExecutor(Exception reason) : IJobExecutor
{
    public Task<JobOutcome> ExecuteAsync(JobExecution execution, CancellationToken cancellationToken) =>
        Task.FromResult(new JobOutcome(JobStatus.Failed, Detail: $"{nameof(Job.AtStart)}: {reason.Message}"));
}
