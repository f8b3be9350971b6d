using System.Collections.Immutable;

namespace Flyball.Execution;

/// <summary>A signal, and how long its effect is waited for.</summary>
/// <param name="Signal">The number of the signal: 15 asks to end, 9 ends.</param>
/// <param name="Wait">Time until the next step, not negative.</param>
public readonly record struct TerminationStep(int Signal, TimeSpan Wait);

/// <summary>
/// How the processes of a job are ended: each step goes to all of them that are left, until none is. After the last step comes SIGKILL, whatever the steps are. Where there are no
/// signals, processes are ended at once.
/// </summary>
public sealed class TerminationSequence
{
    /// <summary>Describes a sequence.</summary>
    /// <param name="steps">At least one.</param>
    /// <exception cref="ArgumentException">There is no step, a signal is not in 1..64, or a wait is negative.</exception>
    public TerminationSequence(params ReadOnlySpan<TerminationStep> steps)
    {
        if (steps.IsEmpty) throw new ArgumentException("A termination sequence needs at least one step.", nameof(steps));
        foreach (TerminationStep step in steps)
            if (step is not { Signal: >= 1 and <= 64, Wait.Ticks: >= 0 }) throw new ArgumentException($"The step {step} has a signal that is not in 1..64, or a negative wait.", nameof(steps));
        Steps = [.. steps];
    }

    /// <summary>SIGTERM, 200 ms, SIGTERM, 100 ms, SIGTERM, 50 ms, SIGKILL: that of GNU parallel's --term-seq.</summary>
    public static TerminationSequence Default { get; } = new(
        new TerminationStep(15, TimeSpan.FromMilliseconds(200)), new(15, TimeSpan.FromMilliseconds(100)), new(15, TimeSpan.FromMilliseconds(50)), new(9, TimeSpan.FromMilliseconds(25)));

    /// <summary>The steps in their order.</summary>
    public ImmutableArray<TerminationStep> Steps { get; }
}
