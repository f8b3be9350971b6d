using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Tests.Controller;

public class OptionsTests
{
    public static TheoryData<string, string> OutOfRange => new()
    {
        { nameof(JobControllerOptions.MaxRunning), "JobControllerOptions.MaxRunning is 0; it must be at least 1." },
        { nameof(JobControllerOptions.SourceWindow), "JobControllerOptions.SourceWindow is 0; it must be at least 1." },
        { nameof(JobControllerOptions.CpuTarget), "JobControllerOptions.CpuTarget is 0; it must be above 0 and at most 10." },
        { nameof(JobControllerOptions.MemoryReserve), "JobControllerOptions.MemoryReserve is -1 B; it must be not negative." },
        { nameof(JobControllerOptions.TimeProvider), "JobControllerOptions.TimeProvider is null; it must be not null." },
        { nameof(JobControllerOptions.Aggressiveness), "JobControllerOptions.Aggressiveness is null; it must be not null." },
        { nameof(JobControllerOptions.DefaultRequest), "JobControllerOptions.DefaultRequest is null; it must be not null." },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void An_option_out_of_range_is_named_with_its_value_and_range(string property, string message)
    {
        var options = new JobControllerOptions();
        object? bad = property switch
        {
            nameof(JobControllerOptions.MaxRunning) or nameof(JobControllerOptions.SourceWindow) => 0,
            nameof(JobControllerOptions.CpuTarget) => 0.0,
            nameof(JobControllerOptions.MemoryReserve) => new ByteSize(-1),
            _ => null,
        };
        typeof(JobControllerOptions).GetProperty(property)!.SetValue(options, bad);
        Should.Throw<ArgumentException>(() => new JobController(options)).Message.ShouldBe(message);
    }

    [Theory]
    [InlineData(0, 0.1, 10)]
    [InlineData(1, 1.1, 10)]
    [InlineData(1, 0.1, 20)]
    [InlineData(double.NaN, 0.1, 10)]
    public void A_level_out_of_range_is_refused(double target, double reserve, int nice)
    {
        var options = new JobControllerOptions { Aggressiveness = new() { CpuTarget = target, MemoryReserve = reserve, Nice = nice } };
        Should.Throw<ArgumentException>(() => new JobController(options)).Message.ShouldContain("JobControllerOptions.Aggressiveness is");
    }

    [Fact]
    public void A_plain_rule_out_of_range_is_refused()
    {
        PlainPolicy[] wrong =
        [
            new() { Poll = TimeSpan.Zero }, new() { MaxRunning = 0 }, new() { MaxLoad = 0 }, new() { StartInterval = TimeSpan.FromSeconds(-1) }, new() { MinAvailableMemory = new ByteSize(-1) },
        ];
        foreach (PlainPolicy plain in wrong)
            Should.Throw<ArgumentException>(() => new JobController(new() { Plain = plain })).Message.ShouldContain("JobControllerOptions.Plain is");
    }

    [Fact]
    public async Task A_job_that_nothing_runs_is_refused_also_as_a_step()
    {
        await using var bench = new Bench();
        Should.Throw<ArgumentException>(() => bench.Jobs.Add(new UnknownJob())).Message.ShouldContain("No executor is registered for jobs of type UnknownJob");
        Should.Throw<ArgumentException>(() => bench.Jobs.Add(Job.Sequence(new TestJob("a"), Job.Sequence(new UnknownJob())))).Message.ShouldContain("UnknownJob");
        Should.Throw<ArgumentNullException>(() => bench.Jobs.Add(null!));
    }

    [Fact]
    public async Task A_derived_job_is_run_by_the_executor_of_its_base()
    {
        await using var bench = new Bench(options => options.Executors[typeof(BaseJob)] = options.Executors[typeof(TestJob)]);
        bench.Jobs.Add(new DerivedJob { Name = "derived" });
        _ = bench.RunAsync();
        await bench.SettleAsync();
        bench.Executor.Started.ShouldBe(["derived"]);
    }

    [Fact]
    public async Task The_plain_rule_is_used_when_it_is_asked_for()
    {
        await using var bench = new Bench(options => options.Plain = new());
        _ = bench.RunAsync();
        JobHandle[] jobs = bench.Add("a", "b");
        await bench.SettleAsync();
        (await bench.BecauseAsync(jobs[1])).Gate.ShouldBe(Gate.Pace);
        await bench.Clock.AdvanceAsync(0.5);
        bench.Executor.Started.ShouldBe(["a", "b"]);
    }

    sealed record UnknownJob : Job;

    abstract record BaseJob : Job;

    sealed record DerivedJob : BaseJob;

    [Fact]
    public void Limits_of_the_plain_policy_hold_where_the_options_set_none()
    {
        var plain = new PlainPolicy { MaxRunning = 3, StartInterval = TimeSpan.FromSeconds(5), MaxLoad = 8, MinAvailableMemory = ByteSize.GiB(1) };
        new JobControllerOptions { Plain = plain }.ToPolicy().ShouldBe(plain);
        new JobControllerOptions { Plain = plain, MaxRunning = 4, StartInterval = TimeSpan.FromSeconds(1), MaxLoad = 2, MinAvailableMemory = ByteSize.GiB(2) }.ToPolicy()
            .ShouldBe(plain with { MaxRunning = 4, StartInterval = TimeSpan.FromSeconds(1), MaxLoad = 2, MinAvailableMemory = ByteSize.GiB(2) });
    }
}
