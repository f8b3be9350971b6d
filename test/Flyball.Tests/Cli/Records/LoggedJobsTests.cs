using CsCheck;
using Flyball.Cli.Records;

namespace Flyball.Tests.Cli.Records;

public sealed class LoggedJobsTests
{
    static readonly Gen<long> s_numbers = Gen.OneOf(Gen.Long[1, 200], Gen.Long[1, long.MaxValue]);

    [Fact]
    public void The_last_line_of_each_job_counts() =>
        Gen.Select(s_numbers, Gen.Int[0, 2], Gen.OneOf(0, 0, 9), Gen.OneOf("a", "b")).Select((number, exit, signal, command) => new JobLogLine(number, exit, signal, command)).Array[0, 100].Sample(lines =>
        {
            LoggedJobs jobs = new();
            Dictionary<long, JobLogLine> last = [];
            foreach (JobLogLine line in lines)
            {
                jobs.Add(line);
                last[line.Number] = line;
            }

            foreach (long number in Enumerable.Range(1, 201).Select(number => (long)number).Concat(last.Keys))
            {
                JobLogLine? line = last.GetValueOrDefault(number);
                jobs.HasEnded(number).ShouldBe(line is not null);
                jobs.HasSucceeded(number).ShouldBe(line is { ExitValue: 0, Signal: 0 });
                jobs.IsCommand(number, "a").ShouldBe(line?.Command == "a");
            }
        });

    [Theory]
    [InlineData("echo 'a b'", "echo a\\ b")]
    [InlineData("echo 'é'", "echo é")]
    [InlineData("a\nb", "a b")]
    public void Commands_that_differ_in_quotes_and_blanks_alone_are_taken_for_the_same(string logged, string now)
    {
        LoggedJobs jobs = new();
        jobs.Add(new(1, 0, 0, logged));
        jobs.IsCommand(1, now).ShouldBeTrue();
        jobs.IsCommand(1, now + "c").ShouldBeFalse();
    }
}
