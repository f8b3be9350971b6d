using Flyball.Cli.CommandLine;
using Flyball.Execution;
using Flyball.Jobs;

namespace Flyball.Tests.Cli.CommandLine;

public sealed class ProcessOptionsTests
{
    static RunArguments ParseAll(params string[] words) => RunOptions.Parse([.. words, "echo"]).ShouldNotBeNull();

    static ProcessSettings Parse(params string[] words) => ParseAll(words).Processes;

    static void ShouldBeRefused(params string[] words) => Should.Throw<UsageException>(() => RunOptions.Parse([.. words, "echo"])).Message.ShouldStartWith($"option '{words[0]}': ");

    [Fact]
    public void Without_options_a_job_is_as_its_level_says()
    {
        ProcessJob job = ParseAll().Apply(Job.Process("echo"));
        (job.TimeLimit, job.Nice, job.IoPriority).ShouldBe((null, null, null));
        job.Cpus.ShouldBeEmpty();
        job.Limits.ShouldBeEmpty();
    }

    [Fact]
    public void Every_setting_reaches_the_job()
    {
        ProcessJob job = ParseAll("--timeout", "1m30s", "--nice", "-5", "--io-priority", "best-effort:7", "--cpu-list", "0,2-3", "--ulimit", "nofile=99", "--ulimit", "as=2G:unlimited").Apply(Job.Process("echo"));
        job.TimeLimit.ShouldBe(TimeLimit.After(TimeSpan.FromSeconds(90)));
        job.Nice.ShouldBe(-5);
        job.IoPriority.ShouldBe(new IoPriority(IoPriorityClass.BestEffort, 7));
        job.Cpus.ShouldBe([0, 2, 3]);
        job.Limits.ShouldBe([new(LimitedResource.OpenFiles, 99), new(LimitedResource.AddressSpace, 2L << 30, long.MaxValue)]);
    }

    [Theory]
    [InlineData("300%", 3.0)]
    [InlineData("50%", 0.5)]
    public void A_percentage_is_a_limit_by_the_median(string text, double multiple) => Parse("--timeout", text).TimeLimit.ShouldBe(TimeLimit.OfMedian(multiple));

    [Theory]
    [InlineData("--timeout", "0")]
    [InlineData("--timeout", "0%")]
    [InlineData("--timeout", "-1")]
    [InlineData("--timeout", "soon")]
    [InlineData("--process-slot-var", "A-B")]
    [InlineData("--process-slot-var", "1A")]
    [InlineData("--process-slot-var", "Ä")]
    [InlineData("--nice", "20")]
    [InlineData("--nice", "-21")]
    [InlineData("--nice", "low")]
    [InlineData("--io-priority", "idle:3")]
    [InlineData("--io-priority", "best-effort:8")]
    [InlineData("--io-priority", "fast")]
    [InlineData("--cpu-list", "3-1")]
    [InlineData("--cpu-list", "0,")]
    [InlineData("--cpu-list", "99999")]
    [InlineData("--memory-limit", "0")]
    [InlineData("--term-seq", "TERM,-Infinity,KILL")]
    [InlineData("--memory-limit", "300")]
    [InlineData("--memory-limit", "1048575")]
    [InlineData("--memory", "300")]
    [InlineData("--memory-limit", "much")]
    [InlineData("--cpu-limit", "0")]
    [InlineData("--cpu-limit", "-1")]
    [InlineData("--cpu-limit", "two")]
    [InlineData("--oom-exit", "0")]
    [InlineData("--oom-exit", "256")]
    [InlineData("--oom-exit", "12,")]
    [InlineData("--oom-exit", "twelve")]
    [InlineData("--ulimit", "nofile")]
    [InlineData("--ulimit", "files=3")]
    [InlineData("--ulimit", "nofile=9:3")]
    [InlineData("--ulimit", "nofile=many")]
    [InlineData("--term-seq", "TERM,x")]
    [InlineData("--term-seq", "NOSUCH,200")]
    [InlineData("--term-seq", "TERM,200,")]
    [InlineData("--term-seq", "TERM,-1")]
    public void A_value_that_makes_no_sense_is_refused(string option, string value) => ShouldBeRefused(option, value);

    [Fact]
    public void A_termination_sequence_is_signals_and_milliseconds_in_turn()
    {
        TerminationSequence sequence = RunOptions.Parse(["--term-seq", "TERM,200,sigint,50.5,9", "echo"])!.Processes.Termination;
        sequence.Steps.ShouldBe([new(15, TimeSpan.FromMilliseconds(200)), new(2, TimeSpan.FromMilliseconds(50.5)), new(9, TimeSpan.Zero)]);
    }

    [Fact]
    public void The_default_sequence_is_that_of_GNU_parallel() =>
        RunOptions.Parse(["--term-seq", "TERM,200,TERM,100,TERM,50,KILL,25", "echo"])!.Processes.Termination.Steps.ShouldBe(TerminationSequence.Default.Steps);

    [Theory]
    [InlineData(0, 10)]
    [InlineData(65, 10)]
    [InlineData(15, -1)]
    public void A_step_that_cannot_be_taken_is_refused(int signal, int milliseconds)
    {
        Should.Throw<ArgumentException>(() => new TerminationSequence(new TerminationStep(signal, TimeSpan.FromMilliseconds(milliseconds))));
        Should.Throw<ArgumentException>(() => new TerminationSequence());
    }
}
