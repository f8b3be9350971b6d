using Flyball.Admission;

namespace Flyball.Cli.Rendering;

/// <summary>Notices that nothing runs because a limit that the user set holds even the first job: that may last, and must not be silent. A fold; not thread safe.</summary>
sealed class Standstill
{
    Reason? _held;
    int _running;
    bool _told;

    public void Add(JobEvent happened)
    {
        switch (happened)
        {
            case JobStarted:
                _running++;
                _held = null;
                break;
            case JobRetrying or JobEnded { WasWaiting: false, Job: not Jobs.SequenceJob }:
                _running--;
                break;
            case JobHeld held:
                _held = held.Because;
                break;
        }
    }

    /// <summary>What to say at the end of a turn; <c>null</c>: nothing, or it was said.</summary>
    public string? Tell()
    {
        if (_told || _running > 0 || _held is not { Gate: Gate.MachineLoad or Gate.AvailableMemory } held) return null;
        _told = true;
        return $"flyball: nothing starts because of {ReasonText.For(held)}";
    }
}
