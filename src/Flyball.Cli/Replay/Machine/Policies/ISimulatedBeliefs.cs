using Flyball.Admission;
using Flyball.Load;

namespace Flyball.Cli.Replay.Machine;

/// <summary>What is believed of the jobs of a simulation, and changes with what is seen of them.</summary>
interface ISimulatedBeliefs
{
    /// <summary>What a job is believed to need, now.</summary>
    Estimate Of(SimulatedJob job);

    /// <summary>Sees the running jobs.</summary>
    /// <param name="machine">What runs.</param>
    /// <param name="now">Seconds of the simulation.</param>
    /// <param name="load">The sample that was taken at the same time.</param>
    /// <param name="state">What the last decision handed on.</param>
    void Look(MachineState machine, double now, in LoadSample load, in AdmissionState state);

    /// <summary>Sees the end of a job.</summary>
    void Ended(JobAttempt attempt, double now);

    /// <summary>Sees that a job was killed for want of memory.</summary>
    /// <param name="job">Which.</param>
    /// <param name="memory">Megabytes that it held.</param>
    void Killed(SimulatedJob job, double memory);
}
