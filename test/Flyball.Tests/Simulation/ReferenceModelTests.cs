namespace Flyball.Tests.Simulation;

/// <summary>
/// This machine is a port of a model in another language, with which the rules of admission were found: the same jobs must take the same time in both.
/// The figures are that model's.
/// </summary>
public sealed class ReferenceModelTests
{
    // Every kind of phase, a disk and a service that are too small, foreign load that comes and goes, and too many jobs for the memory.
    static Scenario Everything()
    {
        var machine = new SimulatedMachine { DiskRate = 250, DiskStreams = 2, DiskStreamCost = 0.05, ServiceRate = 4, ServiceUserCost = 0.03 };
        ForeignLoad[] foreign = [new(0, 0.5, 1000), new(7.3, 5, 2500, 50), new(19.1, 0.2, 1000), new(31.7, 10, 3000, 200), new(44.4, 1, 1500)];
        return Scenario.Of(machine, Enumerable.Range(0, 120).Select(Job), foreign);

        static SimulatedJob Job(int i)
        {
            double size = 1 + (i * 7 % 11 / 4.0);
            return (i % 5) switch
            {
                0 => new(new Compute(size, 1, 200 + (i * 10))),
                1 => new(new Compute(2 * size, 1 + (i % 3), 100), new Compute(size, 1, 1500 + (i * 20)), new Compute(0.5, 1, 300)),
                2 => new(new Disk(60 * size, 100, 80), new Compute(size / 2, 1, 250)),
                3 => new(new Service(3 * size, 1.5, 60)),
                _ => new(new Wait(size, 40), new Compute(size, 2, 400)),
            };
        }
    }

    [Theory]
    [InlineData(4, 115.865133, 0.188261, 2.571701, 111.365133, 0)]
    [InlineData(8, 65.303213, 0.351215, 2.118062, 60.212762, 0)]
    [InlineData(16, 55.107852, 0.534956, 2.038360, 46.908482, 0)]
    [InlineData(32, 58.999714, 0.670330, 6.571638, 39.021546, 4)]
    public void The_same_jobs_take_the_same_time(int jobs, double makespan, double foreignLoss, double longestGap, double lastStart, int kills)
    {
        SimulationResult result = SimulationRun.Of(Everything(), new FixedConcurrency(jobs));
        result.Makespan.ShouldBe(makespan, 1e-5);
        result.ForeignLoss.ShouldBe(foreignLoss, 1e-5);
        result.LongestGapBetweenStarts.ShouldBe(longestGap, 1e-5);
        result.FirstStarts.Max().ShouldBe(lastStart, 1e-5);
        result.OutOfMemoryKills.ShouldBe(kills);
    }

    [Theory]
    [InlineData(4, 536.577666, 328.905148, 9.759463, 9.453448, 2.927271, 0)]
    [InlineData(8, 455.610754, 331.220954, 19.029122, 7.163994, 1.182608, 0)]
    [InlineData(16, 417.206406, 343.651945, 44.914315, 6.597804, 0, 0)]
    [InlineData(32, 459.032909, 411.499465, 53.017114, 7.505960, 0, 3.292427)]
    public void The_same_jobs_move_the_counters_alike(int jobs, double busy, double own, double cpu, double diskSome, double diskFull, double memory)
    {
        var policy = new Watched(new FixedConcurrency(jobs));
        SimulationRun.Of(Everything(), policy);
        MachineState machine = policy.Machine.ShouldNotBeNull();
        MachineCounters counters = machine.Counters;
        counters.Busy.ShouldBe(busy, 1e-5);
        counters.Own.ShouldBe(own, 1e-5);
        counters.CpuStall.ShouldBe(cpu, 1e-5);
        counters.DiskStallSome.ShouldBe(diskSome, 1e-5);
        counters.DiskStallFull.ShouldBe(diskFull, 1e-5);
        counters.MemoryStall.ShouldBe(memory, 1e-5);
        machine.CoresBusy.ToArray().Sum().ShouldBe(busy, 1e-5);
    }

    [Fact]
    public void The_lower_bound_is_the_same() => LowerBound.Of(Everything()).ShouldBe(62.776429, 1e-5);

    // The random numbers differ, so medians of five seeds agree within the noise between seeds.
    [Theory]
    [InlineData("cpu_homog", 8, 1.018, 0.01, 0.00, 0, 0)]
    [InlineData("cpu_homog", 4, 1.988, 0.02, 0.00, 0, 0)]
    [InlineData("short50", 8, 1.040, 0.01, 0.00, 0, 0)]
    [InlineData("short50", 16, 1.081, 0.01, 0.04, 0, 0)]
    [InlineData("longtail", 8, 1.074, 0.06, 0.00, 0, 0)]
    [InlineData("mixed_mem", 8, 1.103, 0.06, 0.02, 8, 30)]
    [InlineData("mixed_mem", 4, 2.012, 0.03, 0.00, 0, 0)]
    [InlineData("bigjob", 8, 1.235, 0.04, 0.04, 50, 75)]
    [InlineData("bursty", 8, 0.930, 0.12, 0.36, 0, 0)]
    [InlineData("satur", 8, 0.142, 0.02, 0.52, 0, 0)]
    [InlineData("satur", 4, 0.207, 0.02, 0.39, 0, 0)]
    public void Scenarios_come_out_as_in_the_reference_model(
        string scenario, int jobs, double ratio, double tolerance, double foreignLoss, int fewestKills, int mostKills)
    {
        Trials trials = Trials.Of(scenario, _ => new FixedConcurrency(jobs));
        trials.Ratio.ShouldBe(ratio, tolerance);
        trials.ForeignLoss.ShouldBe(foreignLoss, 0.04);
        trials.OutOfMemoryKills.ShouldBeInRange(fewestKills, mostKills);
    }

    sealed class Watched(SimulatedPolicy policy) : SimulatedPolicy
    {
        public MachineState? Machine { get; private set; }

        public override double Decide(SimulationRun run)
        {
            Machine = run.Machine;
            return policy.Decide(run);
        }
    }
}
