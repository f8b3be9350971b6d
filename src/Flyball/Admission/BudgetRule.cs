using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>Admission by budgets. docs/decisions/0002 says where the rule and its constants come from.</summary>
static class BudgetRule
{
    /// <summary>Share of a job's cores that must fit: the error of an estimate must not leave a core idle.</summary>
    const double Slack = 0.75;

    /// <summary>How long a job is held before room is kept for it: nothing behind it may take what it needs. One job at a time, the first in order.</summary>
    static readonly TimeSpan KeepRoomAfter = TimeSpan.FromSeconds(15);

    /// <summary>How long a job of unknown size runs before its use says something about its siblings.</summary>
    public static readonly TimeSpan TrialTime = TimeSpan.FromSeconds(0.1);

    public static void Decide(in Situation situation, GovernorPolicy policy, Plan plan)
    {
        TimeSpan now = situation.Now;
        AdmissionState state = CpuCommitment.NoteCrowd(Waiting.Note(situation), situation.Load);
        var books = Books.Open(situation, policy, state);
        plan.Escalation = situation.Queue.IsEmpty ? 0 : books.Escalation(situation.Queue[0].Priority);

        for (int i = 0; i < situation.Queue.Length; i++)
        {
            ref readonly QueuedJob job = ref situation.Queue[i];
            Reason reason = books.Judge(job);
            bool starts = reason.Gate <= Gate.Alone;
            plan.Add(job.Id, starts, reason);
            if (starts)
            {
                books.Start(job);
                state = state with { LastStart = now };
            }
            else if (plan.FirstHeld is null && reason.Gate is Gate.Cpu or Gate.Memory)
            {
                plan.FirstHeld = i;
                if (now - job.HeldSince > KeepRoomAfter) books.KeepRoomFor(job);
            }
        }

        plan.State = state;
        plan.ReviewAt = ReviewTime.After(plan, situation);
    }

    /// <summary>What is taken of each resource while one plan is made.</summary>
    ref struct Books
    {
        Aggressiveness _level;
        TimeSpan _wait;
        bool _started;
        int _running, _cap, _trials, _trialsAllowed;
        double _target, _targetEscalated, _capacity, _committed, _keptCores;
        double? _headroom, _largest;
        double _promised, _keptMemory;

        public static Books Open(in Situation situation, GovernorPolicy policy, in AdmissionState state)
        {
            Aggressiveness level = policy.Aggressiveness;
            double target = policy.CpuTarget ?? level.CpuTarget;
            CpuCommitment cpu = CpuCommitment.Of(situation, target);
            MemoryBudget memory = MemoryBudget.Of(situation, policy);
            int cores = (int)Math.Ceiling(cpu.Capacity);
            return new()
            {
                _level = level,
                _wait = Waiting.SinceLastStart(state, situation.Now),
                _running = situation.Running.Length,
                _cap = policy.MaxRunning ?? DefaultCap(cores),
                _trials = Trials(situation),
                _trialsAllowed = Math.Max(1, cores),
                _target = target,
                _targetEscalated = Math.Max(target, level.CpuTargetEscalated),
                _capacity = cpu.Capacity,
                _committed = cpu.Total,
                _headroom = memory.Headroom,
                _largest = memory.Largest,
                _promised = memory.Outstanding,
            };
        }

        /// <summary>The escalation in force; a start earlier in the same plan has ended it.</summary>
        public readonly double Escalation(int priority) => _started ? 0 : Waiting.Escalation(_wait, _level, priority);

        /// <summary>Names the one gate that holds the job, or the rule that lets it start.</summary>
        public readonly Reason Judge(in QueuedJob job)
        {
            if (_running >= _cap) return new(Gate.Cap, _running, 1, _cap);

            double memory = MemoryBudget.Needed(job.Estimate);
            double target = Target(job.Priority);
            double cores = Cores(job.Estimate, target);
            if (_running == 0)
            {
                if (job.Estimate.Memory.Bytes > _largest) return new(Gate.Alone, _promised, job.Estimate.Memory.Bytes, _largest.Value);
                if (_wait >= _level.Grace) return new(Gate.Progress, _committed, cores, target);
            }

            if (job.Estimate.Memory.Bytes > _largest) return new(Gate.Memory, 0, job.Estimate.Memory.Bytes, _largest.Value);
            if (_promised + memory > _headroom) return new(Gate.Memory, _promised, memory, _headroom.Value);
            if (_promised + _keptMemory + memory > _headroom) return new(Gate.ReservedMemory, _promised + _keptMemory, memory, _headroom.Value);
            if (_committed + cores > target) return new(Gate.Cpu, _committed, cores, target);
            if (_committed + _keptCores + cores > target) return new(Gate.ReservedCpu, _committed + _keptCores, cores, target);
            if (IsTrial(job.Estimate))
            {
                // Twice as many in each trial time: as many as have shown what they use may be tried next.
                int allowed = Math.Max(_trialsAllowed, job.Estimate.Siblings);
                if (_trials >= allowed) return new(Gate.Trial, _trials, 1, allowed);
            }

            return new(Gate.Fits, _committed, cores, target);
        }

        public void Start(in QueuedJob job)
        {
            _committed += Math.Min(job.Estimate.Cores.Cores, Target(job.Priority));
            _promised += MemoryBudget.Needed(job.Estimate);
            if (IsTrial(job.Estimate)) _trials++;
            _running++;
            _started = true;
        }

        public void KeepRoomFor(in QueuedJob job)
        {
            _keptCores = Cores(job.Estimate, Target(job.Priority));
            // What can only run alone needs the others to end: nothing fits beside it.
            _keptMemory = job.Estimate.Memory.Bytes > _largest ? double.PositiveInfinity : MemoryBudget.Needed(job.Estimate);
        }

        /// <summary>Cores that may be committed: T = N · (T0 + a · (T1 − T0)).</summary>
        readonly double Target(int priority) => _capacity * (_target + (Escalation(priority) * (_targetEscalated - _target)));

        /// <summary>What must fit of a job's cores. One that asks for more than there is gets all there is.</summary>
        static double Cores(in Estimate estimate, double target) => Slack * Math.Min(estimate.Cores.Cores, target);

        static int Trials(in Situation situation)
        {
            int trials = 0;
            foreach (ref readonly RunningJob job in situation.Running)
                if (IsTrial(job.Estimate) && situation.Now - job.StartedAt < TrialTime) trials++;
            return trials;
        }

        /// <summary>A job believed to leave most of a core idle on the word of its siblings alone.</summary>
        static bool IsTrial(in Estimate estimate) => estimate.CoresSource != EstimateSource.Requested && estimate.Cores < CoreAmount.One * Slack;
    }

    /// <summary>The cap when the user sets none. It bounds processes and descriptors, not load: many waiting jobs per core are fine, thousands are not.</summary>
    static int DefaultCap(int cores) => Math.Max(64, 8 * cores);
}
