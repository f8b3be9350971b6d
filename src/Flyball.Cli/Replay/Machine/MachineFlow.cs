namespace Flyball.Cli.Replay.Machine;

/// <summary>How fast everything goes at one instant: who gets how much of the CPUs, the disk and the service, and what the counters show of it.</summary>
sealed class MachineFlow(SimulatedMachine machine)
{
    // The foreign load's disk traffic in the measure of cores.
    const double DiskPerCore = 50;

    readonly FairShare _cpu = new();
    readonly FairShare _disk = new();

    /// <summary>What the counters gain in a second.</summary>
    public MachineCounters PerSecond { get; private set; }

    /// <summary>Sets the rates of all running jobs.</summary>
    /// <param name="running">The jobs that run.</param>
    /// <param name="foreign">What the others want.</param>
    /// <param name="availableMemory">Megabytes that nobody holds.</param>
    public void Update(List<JobAttempt> running, in ForeignLoad foreign, double availableMemory)
    {
        int diskUsers = ShareDisk(running, foreign);
        double service = ServiceFactor(running);
        (double cache, double missed) = CacheFactor(running);
        int nonIdle = ShareCpu(running, foreign, service, cache);

        double runnable = _cpu.Wanted;
        double excess = Math.Max(0, runnable - machine.Cores);
        double efficiency = 1 / (1 + (machine.OversubscriptionCost * excess / machine.Cores));
        double free = availableMemory / machine.Memory;
        double reclaim = Math.Clamp(free / SimulatedMachine.ReclaimBelow, SimulatedMachine.SlowestReclaim, 1);

        double own = 0, disk = 0, refaults = 0;
        for (int i = 0; i < running.Count; i++)
        {
            JobAttempt attempt = running[i];
            attempt.CoresNow = _cpu[i];
            own += _cpu[i];
            if (attempt.StandsStill || attempt.Phase is Wait) continue;
            double wanted = CoresAt(attempt);
            attempt.Rate *= (wanted > 0 ? _cpu[i] / wanted : 1) * reclaim * (attempt.Phase is Compute ? efficiency : 1);
            if (attempt.Phase is Disk) disk += attempt.Rate;
            if (attempt.Phase is Rescan) refaults += attempt.Rate * missed;
        }

        // A task that reads is delayed, contended or not: pressure on the disk says that it is used, not that it is short.
        double waiting = (diskUsers * (1 - Disk.CoresAtFullRate)) + (foreign.Disk > 0 ? 1 : 0);
        double tasks = Math.Max(1, Math.Min(nonIdle, machine.Cores));
        double busy = Math.Min(runnable, machine.Cores);
        double foreignCores = foreign.Cores > 0 ? _cpu[running.Count] * efficiency * reclaim : 0;
        double foreignDisk = foreign.Disk > 0 ? _disk[diskUsers] * reclaim : 0;
        PerSecond = new()
        {
            Busy = busy,
            Own = own,
            OwnDisk = disk + refaults,
            Refaults = refaults,
            CpuStall = Math.Min(1, excess / tasks),
            DiskStallSome = Math.Min(1, waiting / tasks),
            DiskStallFull = waiting > 0 ? 1 - (Math.Min(busy, tasks) / tasks) : 0,
            MemoryStall = 1 - reclaim,
            ForeignWanted = foreign.Cores + (foreign.Disk / DiskPerCore),
            ForeignGot = foreignCores + (foreignDisk / DiskPerCore),
        };
    }

    int ShareDisk(List<JobAttempt> running, in ForeignLoad foreign)
    {
        _disk.Clear();
        int users = 0;
        foreach (JobAttempt attempt in running)
        {
            if (attempt.StandsStill || attempt.Phase is not Disk) continue;
            _disk.Add(attempt.Phase.FullRate, 1);
            users++;
        }

        if (foreign.Disk > 0) _disk.Add(foreign.Disk, 1);
        int streams = users + (foreign.Disk > 0 ? 1 : 0);
        _disk.Divide(machine.DiskRate / (1 + (machine.DiskStreamCost * Math.Max(0, streams - machine.DiskStreams))));
        return users;
    }

    // The share of what its users ask that the service answers.
    double ServiceFactor(List<JobAttempt> running)
    {
        if (machine.ServiceRate is not { } rate) return 1;
        int users = 0;
        double wanted = 0;
        foreach (JobAttempt attempt in running)
        {
            if (attempt.StandsStill || attempt.Phase is not Service) continue;
            wanted += attempt.Phase.FullRate;
            users++;
        }

        rate /= 1 + (machine.ServiceUserCost * Math.Max(0, users - SimulatedMachine.ServiceUsers));
        return wanted > rate ? rate / wanted : 1;
    }

    // The share of their speed that is left to those who read again what the page cache may have dropped, and the share of it that it has.
    (double Speed, double Missed) CacheFactor(List<JobAttempt> running)
    {
        double files = 0, wanted = 0;
        foreach (JobAttempt attempt in running)
        {
            if (attempt.Phase is not Rescan scan) continue;
            files += scan.FileSize;
            wanted += scan.FullRate;
        }

        if (files <= machine.PageCache) return (1, 0);
        double missed = 1 - (machine.PageCache / files);
        return (Math.Min(1, machine.DiskRate / (wanted * missed)), missed);
    }

    int ShareCpu(List<JobAttempt> running, in ForeignLoad foreign, double service, double cache)
    {
        _cpu.Clear();
        int nonIdle = 0;
        int diskUsers = 0;
        foreach (JobAttempt attempt in running)
        {
            Phase phase = attempt.Phase;
            if (attempt.StandsStill)
            {
                attempt.Rate = 0;
                _cpu.Add(0, attempt.Weight);
                continue;
            }

            attempt.Rate = phase switch
            {
                Disk => _disk[diskUsers++],
                Service => phase.FullRate * service,
                Rescan => phase.FullRate * cache,
                _ => phase.FullRate,
            };
            if (phase is Compute or Disk or Rescan) nonIdle++;
            _cpu.Add(CoresAt(attempt), phase.Threads * attempt.Weight);
        }

        if (foreign.Cores > 0)
        {
            _cpu.Add(foreign.Cores, foreign.Threads);
            nonIdle += (int)foreign.Threads;
        }

        _cpu.Divide(machine.Cores);
        return nonIdle;
    }

    // Cores that a job wants when everything but the CPU lets it go at its rate.
    static double CoresAt(JobAttempt attempt) => attempt.Phase.Cores * attempt.Rate / attempt.Phase.FullRate;
}
