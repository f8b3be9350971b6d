namespace Flyball.Admission;

/// <summary>Admission by budgets. docs/decisions/0002 says where the rule and its constants come from.</summary>
static class BudgetRule
{
    /// <summary>How long a job is held before room is kept for it: nothing behind it may take what it needs. One job at a time, the first in order. At once where the room is there, and only the next sample will show it.</summary>
    static readonly TimeSpan s_keepRoomAfter = TimeSpan.FromSeconds(15);

    /// <summary>How long a job of unknown size runs before its use says something about its siblings: a little less than the time between two looks.</summary>
    public static readonly TimeSpan TrialTime = TimeSpan.FromSeconds(0.045);

    /// <summary>For each job that has shown its use, so many others may be tried.</summary>
    public const int TrialGrowth = 7;

    public static void Decide(in Situation situation, GovernorPolicy policy, Plan plan)
    {
        TimeSpan now = situation.Now;
        AdmissionState state = CpuCommitment.NoteCrowd(Waiting.Note(situation), situation.Load);
        state = CpuSurplus.Note(state, situation.Load, AdmissionBooks.Target(policy)) with
        {
            Yield = YieldProbe.Next(situation, AdmissionBooks.Cap(situation, policy)),
            Memory = MemoryLadder.Look(situation, policy, state.Memory),
        };
        plan.MemoryStep = MemoryLadder.Step(situation, policy, state.Memory);
        var books = new AdmissionBooks(situation, policy, state);
        plan.Escalation = situation.Queue.IsEmpty ? 0 : books.Escalation(situation.Queue[0].Priority);

        for (int i = 0; i < situation.Queue.Length; i++)
        {
            ref readonly QueuedJob job = ref situation.Queue[i];
            Reason reason = SetLimits.Judge(situation, policy, state.LastStart, plan.Starts) ?? books.Judge(job);
            bool starts = reason.Gate <= Gate.Alone;
            plan.Add(job.Id, starts, reason);
            if (starts)
            {
                books.Start(job);
                state = state with { LastStart = now };
            }
            else if (plan.FirstHeld is null && reason.Gate is Gate.Cpu or Gate.Memory or Gate.Scouting)
            {
                plan.FirstHeld = i;
                double? missing = reason.Gate == Gate.Memory ? reason.Used + reason.Needed - reason.Limit : null;
                if (now - job.HeldSince > s_keepRoomAfter || situation.MemoryReturned.Bytes >= missing) books.KeepRoomFor(job);
                else if (missing is { } bytes && Backfill.RoomAt(situation, bytes) is { } room) books.KeepMemoryFor(job, room);
            }
        }

        plan.State = state with { Yield = YieldProbe.Note(state.Yield, plan), HeldForCpu = plan.Holds(Gate.Cpu) };
        plan.AwaitsFigures = ReviewTime.AwaitsFigures(plan, situation);
        plan.ReviewAt = ReviewTime.After(plan, situation, policy);
    }
}
