using Flyball.Admission;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Cli.Commands;

/// <summary>The question that <c>flyball load</c> answers: would a job that keeps one core busy start now?</summary>
static class OneCoreJob
{
    /// <summary>Asks the governor, at its defaults, about such a job on this machine with none of ours running.</summary>
    /// <param name="load">What the machine says.</param>
    /// <param name="countsOthers">Whether a run here would count cores that others keep busy.</param>
    public static Decision Decide(in LoadSample load, bool countsOthers = true)
    {
        ResourceRequest oneCore = new(Cores: 1);
        Estimate estimate = new SiblingUse().EstimateFor(oneCore, load.Capacity.MemoryPerCore);
        var situation = new Situation
        {
            Now = load.At,
            Load = load,
            OwnCores = 0,
            Queue = [new QueuedJob(new JobId(1), estimate, load.At)],
            Running = [],
        };
        return Governor.Decide(situation, new GovernorPolicy { CountsOthers = countsOthers }).Decisions[0];
    }
}
