using CsCheck;
using Flyball.Cli.CommandLine;
using Flyball.Jobs;

namespace Flyball.Tests.Cli.CommandLine;

/// <summary>How many jobs, how fast, how often.</summary>
public sealed class LimitOptionsTests
{
    static RunArguments Parse(params string[] words) => RunOptions.Parse([.. words, "echo"]).ShouldNotBeNull();

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", int.MaxValue)]
    [InlineData("+3", 7)]
    [InlineData("-1", 3)]
    [InlineData("-9", 1)]
    [InlineData("200%", 8)]
    [InlineData("10%", 1)]
    [InlineData("+2147483647", int.MaxValue)]
    [InlineData("x", null)]
    [InlineData("", null)]
    [InlineData("1.5", null)]
    [InlineData("1k", null)]
    [InlineData("99999999999", null)]
    public void A_number_of_jobs_has_many_forms(string text, int? expected) => JobCount.TryParse(text, cpus: 4).ShouldBe(expected);

    [Fact]
    public void Whatever_is_read_is_at_least_one() => Gen.Select(Gen.String[Gen.Char["0123456789+-%"], 0, 6], Gen.Int[1, 300]).Sample((text, cpus) =>
        (JobCount.TryParse(text, cpus) ?? 1).ShouldBeGreaterThanOrEqualTo(1));

    [Fact]
    public void A_file_may_hold_the_number()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "3\n");
            JobCount.Read("-j", path).ShouldBe(new(3, path));
            File.WriteAllText(path, "many\n");
            Should.Throw<UsageException>(() => JobCount.Read("-j", path)).Message.ShouldContain("does not hold a number of jobs");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Limits_reach_the_controller()
    {
        JobControllerOptions options = Parse("-j3", "--load", "2.5", "--memfree", "1G", "--delay", "1.5").Admission.ToOptions();
        (options.MaxRunning, options.MaxLoad, options.MinAvailableMemory, options.StartInterval).ShouldBe((3, 2.5, ByteSize.GiB(1), TimeSpan.FromSeconds(1.5)));
    }

    [Fact]
    public void A_load_is_a_number_of_tasks_or_a_share_of_the_CPUs()
    {
        Parse("--load", "50%").Admission.MaxLoad.ShouldBe(Environment.ProcessorCount / 2.0);
        Parse("-l", "0").Admission.MaxLoad.ShouldBe(0.01);
    }

    [Fact]
    public void A_delay_that_adapts_grows_with_failures_and_shrinks_with_successes()
    {
        StartDelay delay = Parse("--delay", "10sauto").Admission.Delay.ShouldNotBeNull();
        delay.After(success: false).Time.ShouldBe(TimeSpan.FromSeconds(13));
        delay.After(success: true).Time.ShouldBe(TimeSpan.FromSeconds(9));
        Parse("--delay", "10s").Admission.Delay.ShouldNotBeNull().After(success: false).Time.ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Retries_are_attempts_in_all_and_a_growing_pause_is_spread()
    {
        Parse("--retries", "3").Retry.ShouldBe(new RetryRule(3));
        Parse("--retries", "0", "--retry-delay", "10s").Retry.ShouldBe(new RetryRule(int.MaxValue, TimeSpan.FromSeconds(10)));
        Parse("--retries", "5", "--retry-delay", "1s..5m").Retry.ShouldBe(new RetryRule(5, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), jitter: 0.5));
        Parse().Retry.ShouldBeNull();
    }
}
