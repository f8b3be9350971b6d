namespace Flyball.Cli.Replay.Machine;

/// <summary>Starts jobs of a simulation. One object serves one run.</summary>
abstract class SimulatedPolicy
{
    /// <summary>Called at the beginning, after every exit, and when its own time has come: starts what may start now.</summary>
    /// <returns>When to be asked again if nothing happens, in seconds of the simulation; infinity: only an event can change the answer.</returns>
    public abstract double Decide(SimulationRun run);

    /// <summary>Called when a job was killed by the kernel, or ended by the policy, for want of memory, before it is queued again.</summary>
    /// <param name="job">Which.</param>
    /// <param name="memory">Megabytes that it held.</param>
    public virtual void Killed(SimulatedJob job, double memory) { }

    /// <summary>Called when a job has run to its end.</summary>
    /// <param name="attempt">Its last attempt.</param>
    /// <param name="now">When, in seconds of the simulation.</param>
    public virtual void Ended(JobAttempt attempt, double now) { }
}
