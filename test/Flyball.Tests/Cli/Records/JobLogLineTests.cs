using CsCheck;
using Flyball.Cli.Records;
using Flyball.Jobs;

namespace Flyball.Tests.Cli.Records;

public sealed class JobLogLineTests
{
    static readonly DateTimeOffset s_start = DateTimeOffset.UnixEpoch.AddSeconds(1795513587.147);

    static JobEnded Ended(string command, JobOutcome outcome) => new(new(7), Job.Process("x") with { Name = command }, s_start.AddSeconds(2), outcome, s_start);

    static ResourceUsage Usage(double seconds, long output) => new(TimeSpan.FromSeconds(seconds), OutputBytes: output);

    [Fact]
    public void A_line_has_the_columns_of_parallel() =>
        JobLogLine.For(12, Ended("echo a\tb", new(JobStatus.Failed, 3, Usage: Usage(1.25, 8))), s_start).ShouldBe("12\t:\t1795513587.147\t     1.250\t0\t8\t3\t0\techo a\tb\n");

    [Fact]
    public void A_newline_of_the_command_is_a_nul_as_parallel_has_it() => JobLogLine.For(1, Ended("a\nb", new(JobStatus.Succeeded, 0)), s_start).ShouldEndWith("\ta\0b\n");

    [Theory]
    [InlineData(JobStatus.Succeeded, 0, null, 0, 0)]
    [InlineData(JobStatus.Failed, 3, null, 3, 0)]
    [InlineData(JobStatus.Failed, null, 9, 0, 9)]
    [InlineData(JobStatus.TimedOut, null, 15, -1, 15)]
    [InlineData(JobStatus.TimedOut, 0, null, -1, 0)]
    [InlineData(JobStatus.Failed, 0, null, -1, 0)]
    [InlineData(JobStatus.Failed, null, null, -1, 0)]
    public void Every_ending_has_its_numbers_and_only_success_reads_as_success(JobStatus status, int? code, int? signal, int exitValue, int logged)
    {
        JobLogLine line = JobLogLine.Parse(JobLogLine.For(1, Ended("x", new(status, code, signal)), s_start)[..^1]).ShouldNotBeNull();
        (line.ExitValue, line.Signal, line.Succeeded).ShouldBe((exitValue, logged, status == JobStatus.Succeeded));
    }

    [Fact]
    public void What_is_written_is_read_whatever_the_command_holds() =>
        Gen.Select(Gen.Long[1, long.MaxValue], Gen.OneOf('a', ' ', '\t', '\n', '\r', '\'', '\uDC80', 'ä').Array[0, 20].Select(characters => new string(characters)), Gen.Int[0, 255]).Sample((number, command, status) =>
        {
            string line = JobLogLine.For(number, Ended(command, new(status == 0 ? JobStatus.Succeeded : JobStatus.Failed, status)), s_start);
            line.Count(character => character == '\n').ShouldBe(1);
            JobLogLine.Parse(line[..^1]).ShouldBe(new JobLogLine(number, status, 0, command));
        });

    [Theory]
    [InlineData("")]
    [InlineData("1\t:\t0\t0\t0\t0\t0\t0")]
    [InlineData("0\t:\t0\t0\t0\t0\t0\t0\tx")]
    [InlineData("-1\t:\t0\t0\t0\t0\t0\t0\tx")]
    [InlineData("x\t:\t0\t0\t0\t0\t0\t0\tx")]
    [InlineData("1\t:\t0\t0\t0\t0\t\t0\tx")]
    [InlineData("1\t:\t0\t0\t0\t0\t0\tx\tx")]
    [InlineData(JobLogLine.Header)]
    public void What_is_no_line_is_not_read(string line) => JobLogLine.Parse(line).ShouldBeNull();
}
