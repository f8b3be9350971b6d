namespace Flyball;

/// <summary>Keeps what happens, in order and before it has consequences. Set it in <see cref="JobControllerOptions.Journal"/>; listeners that may come late use <see cref="JobController.WatchAsync"/>.</summary>
public interface IJobJournal
{
    /// <summary>
    /// Takes events of a turn of the controller's loop: first the ends of jobs, when there are any, then what was decided. Called by one thread at a time, on the loop: nothing is decided before it
    /// returns, so that who drains the controller or cancels the run upon an end sees nothing more started; and the jobs whose starts it is told of are started after it has returned. What it throws stops the controller with that fault.
    /// </summary>
    /// <param name="events">At least one. The memory is used again after the call; the events themselves may be kept.</param>
    void Append(ReadOnlySpan<JobEvent> events);
}
