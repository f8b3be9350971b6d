using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball;

/// <summary>
/// Remembers across runs what jobs needed: see <see cref="JobControllerOptions.History"/>. Its members are called from any thread. They do not throw: what cannot be remembered is not known.
/// </summary>
public interface IJobHistory
{
    /// <summary>Today, in days since any day: the same one in all runs.</summary>
    int Today { get; }

    /// <summary>What is remembered of a template; asked once for each, when its first job is added. Must be quick.</summary>
    /// <param name="templateName">The job's template.</param>
    /// <returns><c>null</c>: nothing.</returns>
    TemplateRecord? Find(string templateName);

    /// <summary>What is remembered of the very command of a job; asked when the job is added, after its template was. Must be quick.</summary>
    /// <param name="templateName">The job's template.</param>
    /// <param name="job">The job as it was added.</param>
    /// <returns><c>null</c>: nothing, or the job is none that can be known again.</returns>
    CommandRecord? Find(string templateName, Job job);

    /// <summary>Takes note of a job that has ended. Called on the controller's loop: it must not write there.</summary>
    /// <param name="templateName">The job's template.</param>
    /// <param name="job">The job as it was added.</param>
    /// <param name="seen">What it needed.</param>
    void Add(string templateName, Job job, JobObservation seen);
}
