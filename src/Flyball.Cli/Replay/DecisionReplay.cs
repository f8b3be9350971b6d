using Flyball.Admission;
using Flyball.Cli.Replay.Recording;

namespace Flyball.Cli.Replay;

/// <summary>Makes the decisions of a record again, from the same facts: by the same rule, and by a changed one.</summary>
/// <param name="changes">What is to be other than it was.</param>
sealed class DecisionReplay(ReplayChanges changes)
{
    /// <summary>More do not help to see what is other.</summary>
    const int MostShown = 5;

    readonly Plan _plan = new();
    readonly List<DecisionDifference> _unlike = [], _changed = [];
    readonly List<StepDifference> _unlikeSteps = [];

    /// <summary>How many decisions there are.</summary>
    public long Count { get; private set; }

    /// <summary>How many come out as they did, to the last number, when nothing is changed.</summary>
    public long Same { get; private set; }

    /// <summary>How many start other jobs than they did when the changes are made.</summary>
    public long Changed { get; private set; }

    /// <summary>The first decisions that come out otherwise although nothing is changed: another version decides otherwise.</summary>
    public IReadOnlyList<DecisionDifference> Unlike => _unlike;

    /// <summary>The first steps for the sake of memory that come out otherwise although nothing is changed.</summary>
    public IReadOnlyList<StepDifference> UnlikeSteps => _unlikeSteps;

    /// <summary>The first decisions that start other jobs when the changes are made.</summary>
    public IReadOnlyList<DecisionDifference> FirstChanged => _changed;

    /// <summary>Makes a decision again.</summary>
    public void Add(RecordedDecision recorded)
    {
        Count++;
        Governor.Decide(recorded.Situation, recorded.Policy, _plan);
        int other = recorded.Decided.CommonPrefixLength(_plan.Decisions);
        bool isSameStep = recorded.MemoryStep == _plan.MemoryStep;
        if (other < recorded.Decided.Length) Note(_unlike, recorded, other);
        else if (isSameStep) Same++;
        if (!isSameStep && _unlikeSteps.Count < MostShown) _unlikeSteps.Add(new(recorded.At, recorded.MemoryStep, _plan.MemoryStep));

        if (changes.IsEmpty) return;
        RecordedDecision changed = changes.Apply(recorded);
        Governor.Decide(changed.Situation, changed.Policy, _plan);
        int first = FirstOtherStart(recorded.Decided, _plan.Decisions);
        if (first < 0) return;
        Changed++;
        Note(_changed, recorded, first);
    }

    void Note(List<DecisionDifference> differences, RecordedDecision recorded, int index)
    {
        if (differences.Count < MostShown) differences.Add(new(recorded.At, recorded.Decided[index], _plan.Decisions[index]));
    }

    static int FirstOtherStart(ReadOnlySpan<Decision> before, ReadOnlySpan<Decision> after)
    {
        for (int i = 0; i < before.Length; i++)
            if (before[i].Starts != after[i].Starts) return i;
        return -1;
    }
}

/// <summary>A decision about a job that comes out otherwise.</summary>
/// <param name="At">When it was made, since the record began.</param>
/// <param name="Was">As it was.</param>
/// <param name="Is">As it is now.</param>
readonly record struct DecisionDifference(TimeSpan At, Decision Was, Decision Is);

/// <summary>A step for the sake of memory that comes out otherwise; <c>null</c>: there is none.</summary>
/// <param name="At">When it was decided, since the record began.</param>
/// <param name="Was">As it was.</param>
/// <param name="Is">As it is now.</param>
readonly record struct StepDifference(TimeSpan At, MemoryStep? Was, MemoryStep? Is);
