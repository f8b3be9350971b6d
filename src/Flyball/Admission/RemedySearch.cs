using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>
/// Finds what would let a held job start, by deciding again about the same situation with one thing changed: what is found holds also for a job behind others that would start first. Pure.
/// </summary>
readonly ref struct RemedySearch
{
    readonly Situation _situation;
    readonly AdmissionPolicy _policy;
    readonly int _index;
    readonly Reason _because;
    readonly RunningJob[] _oldestFirst;
    readonly Plan _plan = new();

    RemedySearch(in Situation situation, AdmissionPolicy policy, int index)
    {
        _situation = situation;
        (_policy, _index) = (policy, index);
        _oldestFirst = situation.Running.ToArray();
        Array.Sort(_oldestFirst, static (left, right) => left.StartedAt != right.StartedAt ? left.StartedAt.CompareTo(right.StartedAt) : left.Id.CompareTo(right.Id));
        Governor.Decide(situation, policy, _plan);
        _because = _plan.Decisions[index].Because;
    }

    /// <summary>The remedies of each kind that helps alone, in the order of <see cref="RemedyKind"/>; none for a job that starts.</summary>
    /// <param name="situation">All that is known.</param>
    /// <param name="policy">The rule by which it is decided.</param>
    /// <param name="index">The job's place in <see cref="Situation.Queue"/>.</param>
    public static IReadOnlyList<Remedy> Find(in Situation situation, AdmissionPolicy policy, int index)
    {
        var search = new RemedySearch(situation, policy, index);
        List<Remedy> found = [];
        if (search._because.Gate <= Gate.Alone) return found;
        foreach (RemedyKind kind in Kinds(search._because.Gate))
            if (search.Smallest(kind, search.ScaleOf(kind)) is { } amount) found.Add(new(kind, amount));
        return found;
    }

    /// <summary>What a job waits for that is kept out of the window for want of a named resource: the governor was not asked about it.</summary>
    public static Remedy ForResource(in Reason reason) => new(RemedyKind.ResourceFreed, reason.Used + reason.Needed - reason.Limit) { Resource = reason.Resource };

    static ReadOnlySpan<RemedyKind> Kinds(Gate gate) => gate switch
    {
        Gate.Cap => [RemedyKind.JobsEnd, RemedyKind.MaxRunning],
        Gate.Cpu or Gate.ReservedCpu => [RemedyKind.JobsEnd, RemedyKind.CoresFreed, RemedyKind.TimePasses, RemedyKind.CpuTarget],
        Gate.Memory or Gate.ReservedMemory => [RemedyKind.JobsEnd, RemedyKind.MemoryFreed, RemedyKind.MemoryReserve],
        Gate.MachineLoad => [RemedyKind.TasksEnd, RemedyKind.MaxLoad],
        Gate.AvailableMemory => [RemedyKind.MemoryFreed, RemedyKind.MinAvailableMemory],
        Gate.Pace => [RemedyKind.TimePasses, RemedyKind.StartInterval],
        Gate.PersonActive => [RemedyKind.TimePasses, RemedyKind.OtherLevel],
        _ => [RemedyKind.JobsEnd, RemedyKind.TimePasses],
    };

    /// <summary>Doubles the number of steps until the job starts, then narrows it down: a step less does not help.</summary>
    double? Smallest(RemedyKind kind, in Scale scale)
    {
        if (scale.Steps < 0) return null;
        int fails = -1, helps = 0;
        while (!Starts(kind, scale.At(helps)))
        {
            fails = helps;
            if (helps == scale.Steps) return null;
            helps = (int)Math.Min(scale.Steps, Math.Max(1, 2L * helps));
        }

        while (helps - fails > 1)
        {
            int middle = fails + ((helps - fails) / 2);
            if (Starts(kind, scale.At(middle))) helps = middle;
            else fails = middle;
        }

        return scale.At(helps);
    }

    /// <summary>In which steps a kind is tried, from where on, and how many there are at most; negative: it has no meaning here.</summary>
    Scale ScaleOf(RemedyKind kind)
    {
        const double MiB = 1 << 20;
        GovernorPolicy? budgets = _policy as GovernorPolicy;
        double? foreign = _situation.Load.BusyCores - _situation.OwnCores;
        return kind switch
        {
            // Without a change it is held: what the search sets aside, see Starts, must not make nothing a remedy.
            RemedyKind.JobsEnd => new(1, 1, _oldestFirst.Length - 1),
            RemedyKind.MemoryFreed => new(MiB, MiB, _situation.Load.MemoryAvailable is null ? -1 : 1 << 26),
            RemedyKind.CoresFreed => new(0.01, 0.01, (foreign * 100) - 1 ?? -1),
            RemedyKind.TasksEnd => new(1, 1, (_situation.Load.Runnable ?? 0) - 1),
            RemedyKind.TimePasses => new(0.1, 0.1, 6000),
            RemedyKind.MaxRunning => new(_because.Limit, 1, QueueOrder.Window),
            RemedyKind.CpuTarget when budgets is not null => new(budgets.CpuTarget ?? budgets.Aggressiveness.CpuTarget, 0.01, 1000),
            RemedyKind.MemoryReserve when budgets is not null => Scale.Down(MemoryBudget.Reserve(budgets, _situation.Load.Capacity.Memory).Bytes, MiB),
            RemedyKind.MaxLoad when _policy.MaxLoad is { } most => new(Math.Floor(most), 1, 1 << 16),
            RemedyKind.MinAvailableMemory when _policy.MinAvailableMemory is { } least => Scale.Down(least.Bytes, MiB),
            RemedyKind.StartInterval when _policy.StartInterval > TimeSpan.Zero => Scale.Down(_policy.StartInterval.TotalSeconds, 0.1),
            RemedyKind.OtherLevel => new(0, 0, 0),
            _ => new(0, 0, -1),
        };
    }

    bool Starts(RemedyKind kind, double amount)
    {
        // The probe opens by itself what it has not found to be too much.
        Situation changed = Changed(kind, amount);
        if (!changed.State.Yield.IsFound) changed = changed with { Done = null, State = changed.State with { Yield = default } };
        Governor.Decide(changed, Changed(_policy, kind, amount), _plan);
        return _plan.Decisions[_index].Starts;
    }

    Situation Changed(RemedyKind kind, double amount) => kind switch
    {
        RemedyKind.JobsEnd => WithoutOldest((int)amount),
        RemedyKind.MemoryFreed => _situation with { Load = _situation.Load with { MemoryAvailable = _situation.Load.MemoryAvailable + new ByteSize((long)amount) } },
        RemedyKind.CoresFreed => _situation with { OwnCores = _situation.OwnCores + amount },
        RemedyKind.TasksEnd => _situation with { Load = _situation.Load with { Runnable = _situation.Load.Runnable - (int)amount } },
        RemedyKind.TimePasses => _situation with { Now = _situation.Now + TimeSpan.FromSeconds(amount), PersonIdle = _situation.PersonIdle + TimeSpan.FromSeconds(amount) },
        _ => _situation,
    };

    /// <summary>What an ended job held is available again. What it kept busy leaves the busy cores and our own alike, so others are seen as before.</summary>
    Situation WithoutOldest(int count)
    {
        ByteSize freed = ByteSize.Zero;
        for (int i = 0; i < count; i++) freed += _oldestFirst[i].Memory ?? ByteSize.Zero;
        return _situation with { Running = _oldestFirst.AsSpan(count), Load = _situation.Load with { MemoryAvailable = _situation.Load.MemoryAvailable + freed } };
    }

    static AdmissionPolicy Changed(AdmissionPolicy policy, RemedyKind kind, double amount) => kind switch
    {
        RemedyKind.MaxRunning => policy with { MaxRunning = (int)amount },
        RemedyKind.CpuTarget => (GovernorPolicy)policy with { CpuTarget = amount },
        RemedyKind.MemoryReserve => (GovernorPolicy)policy with { MemoryReserve = new ByteSize((long)amount) },
        RemedyKind.MaxLoad => policy with { MaxLoad = amount },
        RemedyKind.MinAvailableMemory => policy with { MinAvailableMemory = new ByteSize((long)amount) },
        RemedyKind.StartInterval => policy with { StartInterval = TimeSpan.FromSeconds(amount) },
        RemedyKind.OtherLevel when policy is GovernorPolicy budgets => budgets with { Aggressiveness = budgets.Aggressiveness with { QuietTime = null } },
        _ => policy,
    };

    /// <summary>Amounts that are tried: from the first on in steps, which may lead downwards.</summary>
    readonly record struct Scale(double First, double Step, double Most)
    {
        /// <summary>How many steps there are; negative: not even the first amount is tried.</summary>
        public int Steps => (int)Most;

        /// <summary>From a whole number of steps below a value down to 0.</summary>
        public static Scale Down(double value, double step) => new(Math.Floor(value / step) * step, -step, Math.Floor(value / step));

        /// <summary>Rounded to what people write: two decimals.</summary>
        public double At(int steps) => Math.Max(0, Math.Round(First + (steps * Step), 2));
    }
}
