using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>One test that a job must pass; the gate of a start says which rule let it through.</summary>
public enum Gate
{
    /// <summary>Start: it fits.</summary>
    Fits,

    /// <summary>Start: it would be held, but none of our jobs runs, so it starts whatever the load says. The numbers are those of the gate that would hold it.</summary>
    Progress,

    /// <summary>Start: it needs more memory than there is, so it runs when nothing else does.</summary>
    Alone,

    /// <summary>Hold: the number of running jobs. Unit: jobs.</summary>
    Cap,

    /// <summary>Hold: the commitment of the CPUs. Unit: cores.</summary>
    Cpu,

    /// <summary>Hold: memory. Unit: bytes.</summary>
    Memory,

    /// <summary>Hold: jobs of unknown size are already being tried; more of them start as these show what they need. Unit: jobs.</summary>
    Trial,

    /// <summary>Hold: room is kept for a job that has waited longer. Unit: bytes of memory.</summary>
    ReservedMemory,

    /// <summary>Hold: room is kept for a job that has waited longer. Unit: cores.</summary>
    ReservedCpu,

    /// <summary>Hold: the user's limit on the tasks of the whole machine. Unit: tasks that run or wait for a CPU.</summary>
    MachineLoad,

    /// <summary>Hold: the user's limit on available memory. Unit: bytes, of which <see cref="Reason.Limit"/> are available.</summary>
    AvailableMemory,

    /// <summary>Hold: a named resource, of which others hold too much. Unit: its own.</summary>
    Resource,

    /// <summary>Hold: what jobs of unknown size that run could still take of memory would not leave enough; more of them start as these show their size. Unit: jobs.</summary>
    Scouting,

    /// <summary>Hold, plain rule: the least busy core. Unit: utilization, 0..1.</summary>
    LeastBusyCore,

    /// <summary>Hold: the time between two starts, that the user set or the plain rule's polling period. Unit: seconds since the last start.</summary>
    Pace,

    /// <summary>Hold: somebody works at a terminal of this machine, and the level gives way to people. Unit: seconds since then.</summary>
    PersonActive,

    /// <summary>Hold: more jobs at once were seen not to do more, or this is being found out. Unit: jobs.</summary>
    Yield,

    /// <summary>Hold: memory is short, or was a moment ago. Unit: bytes, of which <see cref="Reason.Limit"/> are available.</summary>
    MemoryShort,
}

/// <summary>
/// Why a job is started or held, in numbers of the gate's unit. A job is held because <see cref="Used"/> + <see cref="Needed"/> is above <see cref="Limit"/>.
/// </summary>
/// <param name="Gate">The gate that binds; for a start the rule that let it through.</param>
/// <param name="Used">What is taken already.</param>
/// <param name="Needed">What the job would add.</param>
/// <param name="Limit">What may be taken.</param>
public readonly record struct Reason(Gate Gate, double Used, double Needed, double Limit)
{
    /// <summary>The named resource of <see cref="Gate.Resource"/>; <c>null</c> for other gates.</summary>
    public string? Resource { get; init; }
}

/// <summary>What was decided about one waiting job.</summary>
/// <param name="Job">Which.</param>
/// <param name="Starts">Whether it is to be started now.</param>
/// <param name="Because">Why.</param>
public readonly record struct Decision(JobId Job, bool Starts, Reason Because);

/// <summary>What a call of the governor decided. The object is a buffer that is used again for the next decision.</summary>
public sealed class Plan
{
    Decision[] _decisions = new Decision[64];
    int _count;

    /// <summary>One decision for each job of <see cref="Situation.Queue"/>, in its order. Valid until the plan is used for another decision.</summary>
    public ReadOnlySpan<Decision> Decisions => _decisions.AsSpan(0, _count);

    /// <summary>Number of jobs to be started.</summary>
    public int Starts { get; private set; }

    /// <summary>Index in <see cref="Decisions"/> of the first job that is held for want of CPU or memory; <c>null</c>: none is. Its clock starts: see <see cref="QueuedJob.HeldSince"/>.</summary>
    public int? FirstHeld { get; internal set; }

    /// <summary>What is to be done now with a running job for the sake of memory, before anything is started; <c>null</c>: nothing.</summary>
    public MemoryStep? MemoryStep { get; internal set; }

    /// <summary>To be handed to the next decision.</summary>
    public AdmissionState State { get; internal set; }

    /// <summary>Escalation in force at this decision, 0 (baseline) to 1 (the escalated maximum), before any start reset it.</summary>
    internal double Escalation { get; set; }

    /// <summary>When to decide again if nothing happens, on the clock of <see cref="Situation.Now"/>; <c>null</c>: only an event can change the answer.</summary>
    public TimeSpan? ReviewAt { get; internal set; }

    /// <summary>Whether jobs wait for nothing but what young ones will show, or for memory of which some has just come free: the next look should be soon.</summary>
    internal bool AwaitsFigures { get; set; }

    /// <summary>Whether a job is held by a gate.</summary>
    internal bool Holds(Gate gate)
    {
        foreach (ref readonly Decision decision in Decisions)
            if (decision.Because.Gate == gate) return true;
        return false;
    }

    internal void Clear()
    {
        _count = 0;
        Starts = 0;
        FirstHeld = null;
        MemoryStep = null;
        Escalation = 0;
        ReviewAt = null;
        AwaitsFigures = false;
    }

    internal void Add(JobId job, bool starts, Reason because)
    {
        if (_count == _decisions.Length) Array.Resize(ref _decisions, _count * 2);
        _decisions[_count++] = new(job, starts, because);
        if (starts) Starts++;
    }
}
