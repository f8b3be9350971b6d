using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Cli.Rendering;

/// <summary>Notices that nothing runs because a limit that the user set holds even the first job: that may last, and must not be silent. A fold; not thread safe.</summary>
sealed class Standstill
{
    int _running;
    bool _told;

    /// <summary>Takes note of an event.</summary>
    /// <returns>What to say; <c>null</c>: nothing, or it was said.</returns>
    public string? Add(JobEvent happened)
    {
        if (happened is JobStarted) _running++;
        else if (happened is JobRetrying or JobEnded { WasWaiting: false, Job: not SequenceJob }) _running--;
        if (_told || _running > 0 || happened is not JobHeld { Because: { Gate: Gate.MachineLoad or Gate.AvailableMemory } held }) return null;
        _told = true;
        return $"flyball: nothing starts because of {ReasonText.For(held)}";
    }
}
