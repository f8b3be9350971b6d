using BenchmarkDotNet.Attributes;
using Flyball.Admission;
using Flyball.Jobs;
using Flyball.Load;
using Flyball.Queue;

namespace Flyball.Benchmarks;

/// <summary>Decisions on a machine of 64 cores with 50 jobs running: of a full window some start and the rest is held.</summary>
public class Deciding
{
    static readonly TimeSpan s_now = TimeSpan.FromSeconds(100);
    static readonly GovernorPolicy s_budgets = new();
    static readonly PlainPolicy s_plain = new();

    readonly Plan _plan = new();
    readonly JobQueue _queue = new(new([]));
    readonly JobEntry[] _front = new JobEntry[QueueOrder.Window];
    readonly QueuedJob[] _window = new QueuedJob[QueueOrder.Window];
    readonly QueuedJob[] _queued = new QueuedJob[64];
    readonly RunningJob[] _running = new RunningJob[50];
    LoadSample _load;

    [GlobalSetup]
    public void Setup()
    {
        var estimate = new Estimate { Cores = CoreAmount.One, Memory = ByteSize.MiB(500) };
        for (int i = 0; i < _running.Length; i++) _running[i] = new(new(i + 1), estimate, s_now - TimeSpan.FromSeconds(30), CoreAmount.One, ByteSize.MiB(300));
        for (int i = 0; i < _queued.Length; i++) _queued[i] = new(new(i + 51), estimate, s_now - TimeSpan.FromSeconds(10));

        var siblings = new SiblingUse();
        for (int i = 0; i < 1000; i++)
        {
            // Three priorities: the window is drawn from several lists.
            Job job = Job.Process("true") with { Priority = i % 3 };
            _queue.Add(new(new(i + 51), job, ResourceRequest.Unknown, job.Priority, siblings, sequence: null), s_now - TimeSpan.FromSeconds(10), continues: false);
        }

        var utilization = new double[64];
        Array.Fill(utilization, 0.8);
        _load = new()
        {
            At = s_now,
            Window = TimeSpan.FromSeconds(1),
            Capacity = new() { MachineCpus = 64, UsableCpus = 64, MachineMemory = ByteSize.GiB(128) },
            BusyCores = 51,
            CoreUtilization = utilization,
            MemoryAvailable = ByteSize.GiB(96),
            CpuPressure = new Pressure(0.01, 0),
            MemoryPressure = new Pressure(0, 0),
            IoPressure = new Pressure(0, 0),
            Runnable = 51,
        };
    }

    [Benchmark(Description = "decision by budgets: 64 queued, 50 running")]
    public int ByBudgets() => Decide(s_budgets, _queued);

    [Benchmark(Description = "decision by the plain rule: 64 queued, 50 running")]
    public int ByPlainRule() => Decide(s_plain, _queued);

    [Benchmark(Description = "window drawn from 1000 queued, then decision by budgets")]
    public int FromLongQueue()
    {
        int count = _queue.Front(_front, s_now);
        for (int i = 0; i < count; i++) _window[i] = _front[i].AsQueued(ByteSize.GiB(2));
        return Decide(s_budgets, _window.AsSpan(0, count));
    }

    int Decide(AdmissionPolicy policy, ReadOnlySpan<QueuedJob> queue)
    {
        var situation = new Situation { Now = s_now, Load = _load, OwnCores = 50, Queue = queue, Running = _running };
        Governor.Decide(situation, policy, _plan);
        return _plan.Starts;
    }
}
