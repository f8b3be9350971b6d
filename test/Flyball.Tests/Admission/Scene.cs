using System.Globalization;
using Flyball.Admission;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Tests.Admission;

/// <summary>A situation with its policy, as a value: tests say only what matters to them and read as tables. Nothing is busy unless said.</summary>
sealed record Scene
{
    public TimeSpan Now { get; init; } = TimeSpan.FromSeconds(1000);

    public required LoadSample Load { get; init; }

    public TimeSpan LoadTakenAt { get; init; }

    public double? OwnCores { get; init; }

    public ByteSize MemoryReturned { get; init; }

    public TimeSpan? PersonIdle { get; init; }

    public WorkDone? Done { get; init; }

    public QueuedJob[] Queue { get; init; } = [];

    public RunningJob[] Running { get; init; } = [];

    public AdmissionState State { get; init; }

    /// <summary>The usual policy, but that the first job can be seen to be held: it otherwise never is.</summary>
    public AdmissionPolicy Policy { get; init; } = new GovernorPolicy { Aggressiveness = Aggressiveness.Balanced with { ProgressAfter = Aggressiveness.Balanced.Grace } };

    /// <summary>A quiet machine, all of whose memory is available. 10 GiB make a balanced reserve of 0.6 GiB.</summary>
    public static Scene Machine(int cpus = 4, double gib = 10, double? quota = null)
    {
        var scene = new Scene
        {
            Load = new()
            {
                At = TimeSpan.FromSeconds(1000),
                Window = TimeSpan.FromSeconds(0.5),
                Capacity = new() { MachineCpus = cpus, UsableCpus = cpus, MachineMemory = ByteSize.GiB(gib), CpuQuota = quota is { } q ? CoreAmount.FromCores(q) : null },
                BusyCores = 0,
                QuotaGroupBusyCores = quota is null ? null : 0,
                MemoryAvailable = ByteSize.GiB(gib),
                CpuPressure = new(0, 0),
            },
            OwnCores = 0,
        };
        return scene.LastStarted(0.1);
    }

    public Scene With(Func<LoadSample, LoadSample> change) => this with { Load = change(Load) };

    public Scene Busy(double cores, double own = 0) => With(load => load with { BusyCores = cores }) with { OwnCores = own };

    public Scene Free(double gib) => With(load => load with { MemoryAvailable = ByteSize.GiB(gib) });

    public Scene Contended(double some = 0.5) => With(load => load with { CpuPressure = new(some, 0) });

    public Scene By(Aggressiveness level) => this with { Policy = ((GovernorPolicy)Policy) with { Aggressiveness = level } };

    public Scene By(AdmissionPolicy policy) => this with { Policy = policy };

    public Scene AtMost(int running) => this with { Policy = Policy with { MaxRunning = running } };

    /// <summary>Something has waited, and nothing started, for so long.</summary>
    public Scene LastStarted(double secondsAgo) => this with
    {
        State = State with { LastStart = Now - TimeSpan.FromSeconds(secondsAgo), WaitingSince = Now - TimeSpan.FromSeconds(secondsAgo) },
    };

    public Scene Runs(int count = 1, double cores = 1, double mib = 0, double? uses = null, double? holdsMib = null, double age = 60, EstimateSource source = EstimateSource.Requested)
    {
        double? used = uses ?? cores, held = holdsMib ?? mib;
        return Runs(Enumerable.Repeat(new RunningJob(default, Estimate(cores, mib, source), Now - TimeSpan.FromSeconds(age),
            used is { } u ? CoreAmount.FromCores(u) : null, held is { } h ? ByteSize.MiB(h) : null), count));
    }

    /// <summary>A job that takes more memory all the time, and did so from its start until now.</summary>
    public static RunningJob Growing(double gibPerSecond, double holdsGib = 1, double age = 60) =>
        new(default, Estimate(1, 0), TimeSpan.FromSeconds(1000 - age), CoreAmount.One, ByteSize.GiB(holdsGib)) { Growth = ByteSize.GiB(gibPerSecond), CpuTime = TimeSpan.FromSeconds(age) };

    public Scene Runs(IEnumerable<RunningJob> jobs) => this with { Running = [.. Running, .. jobs.Select((job, i) => job with { Id = new(Running.Length + i + 1) })] };

    public Scene Waits(int count = 1, double cores = 1, double mib = 0, double heldFor = 0, int priority = 0, EstimateSource source = EstimateSource.Requested, int siblings = 0)
    {
        TimeSpan? held = heldFor == 0 ? null : Now - TimeSpan.FromSeconds(heldFor);
        var job = new QueuedJob(default, Estimate(cores, mib, source) with { Siblings = siblings }, Now - TimeSpan.FromSeconds(heldFor), priority, held);
        return Waits(Enumerable.Repeat(job, count));
    }

    public Scene Waits(IEnumerable<QueuedJob> jobs) => this with { Queue = [.. Queue, .. jobs.Select((job, i) => job with { Id = new(1000 + Queue.Length + i) })] };

    public Situation Situation => new() { Now = Now, Load = Load, LoadTakenAt = LoadTakenAt, OwnCores = OwnCores, MemoryReturned = MemoryReturned, PersonIdle = PersonIdle, Done = Done, Queue = Queue, Running = Running, State = State };

    public Plan Decide() => Governor.Decide(Situation, Policy);

    /// <summary>What was decided about each waiting job, in order.</summary>
    public Gate[] Gates() => [.. Decide().Decisions.ToArray().Select(decision => decision.Because.Gate)];

    /// <summary>What was decided about the first job.</summary>
    public Reason First() => Decide().Decisions[0].Because;

    public static Estimate Estimate(double cores, double mib, EstimateSource source = EstimateSource.Requested) =>
        new() { Cores = CoreAmount.FromCores(cores), Memory = ByteSize.MiB(mib), CoresSource = source, MemorySource = source };

    /// <summary>All that a reader needs to build it again.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"now {Now}, own {OwnCores}, policy {Policy}, state {State},\nload {Load},\nqueue:\n  {string.Join("\n  ", Queue)}\nrunning:\n  {string.Join("\n  ", Running)}");
}
