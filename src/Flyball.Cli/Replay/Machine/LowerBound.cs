namespace Flyball.Cli.Replay.Machine;

/// <summary>
/// The time that no policy can beat without taking from others: the largest of the longest job, the disk's and the service's work, the CPU work
/// on what the foreign load leaves, and the memory's area (megabytes times seconds).
/// </summary>
static class LowerBound
{
    public static double Of(Scenario scenario)
    {
        SimulatedMachine machine = scenario.Machine;
        double longest = 0, megabytes = 0, requests = 0, coreSeconds = 0, area = 0;
        foreach (SimulatedJob job in scenario.Jobs)
        {
            longest = Math.Max(longest, job.Duration);
            double memory = job.FirstMemory;
            foreach (Phase phase in job.Phases)
            {
                if (phase is Disk) megabytes += phase.Amount;
                if (phase is Service) requests += phase.Amount;
                if (phase is Compute or Disk or Rescan) coreSeconds += phase.Duration * phase.Cores;
                area += phase.Duration * (memory + phase.Memory) / 2;
                memory = phase.Memory;
            }
        }

        double bound = Math.Max(longest, megabytes / machine.DiskRate);
        if (machine.ServiceRate is { } rate) bound = Math.Max(bound, requests / rate);
        bound = Math.Max(bound, TimeForCpu(scenario, coreSeconds));
        return Math.Max(bound, area / (machine.Memory - LeastForeignMemory(scenario)));
    }

    // When the CPU that the foreign load leaves over has covered the work.
    static double TimeForCpu(Scenario scenario, double coreSeconds)
    {
        double time = 0, left = coreSeconds, free = scenario.Machine.Cores;
        foreach (ForeignLoad load in scenario.Foreign)
        {
            double span = load.From - time;
            if (free * span >= left && free > 0) break;
            left -= free * span;
            time = load.From;
            free = scenario.Machine.Cores - Math.Min(load.Cores, scenario.Machine.Cores);
        }

        return time + (free > 0 ? left / free : double.PositiveInfinity);
    }

    static double LeastForeignMemory(Scenario scenario)
    {
        double least = double.PositiveInfinity;
        foreach (ForeignLoad load in scenario.Foreign) least = Math.Min(least, load.Memory);
        return double.IsInfinity(least) ? 0 : least;
    }
}
