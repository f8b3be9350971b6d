using System.Globalization;
using CsCheck;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Failures;
using Flyball.Jobs;

namespace Flyball.Tests.Cli.Failures;

public sealed class HaltRuleTests
{
    const int TimedOut = -1, KilledByNine = -9, Ended = -99;

    static HaltRule? Parse(string text) => HaltRule.Parse("--halt", text);

    [Theory]
    [InlineData("now,fail=1", true, "Failure", 1, false)]
    [InlineData("soon,fail=100", false, "Failure", 100, false)]
    [InlineData("now,success=3", true, "Success", 3, false)]
    [InlineData("soon,done=7", false, "End", 7, false)]
    [InlineData("soon,fail=30%", false, "Failure", 30, true)]
    [InlineData("now,done=100%", true, "End", 100, true)]
    [InlineData("1", false, "Failure", 1, false)]
    [InlineData("2", true, "Failure", 1, false)]
    [InlineData("-1", false, "Success", 1, false)]
    [InlineData("-2", true, "Success", 1, false)]
    [InlineData("10%", false, "Failure", 10, true)]
    public void Each_form_is_read(string text, bool endsRunning, string cause, int threshold, bool isShare) =>
        Parse(text).ShouldBe(new HaltRule(endsRunning, Enum.Parse<HaltCause>(cause), threshold, isShare));

    [Theory]
    [InlineData("never")]
    [InlineData("0")]
    public void Never_is_no_rule(string text) => Parse(text).ShouldBeNull();

    [Theory]
    [InlineData("x", "does not begin with")]
    [InlineData("3", "does not begin with")]
    [InlineData("later,fail=1", "does not begin with")]
    [InlineData("now", "does not say fail")]
    [InlineData("now,exit=5", "does not say fail")]
    [InlineData("now,fail", "does not end in")]
    [InlineData("now,fail=", "does not end in")]
    [InlineData("now,fail=0", "does not end in")]
    [InlineData("now,fail=-1", "does not end in")]
    [InlineData("now,fail=1.5", "does not end in")]
    [InlineData("now,fail=0%", "does not end in")]
    [InlineData("now,fail=101%", "does not end in")]
    [InlineData("now,fail=%", "does not end in")]
    [InlineData("0%", "does not end in")]
    [InlineData("now,fail=1,success=1", "does not end in")]
    [InlineData("now,fail=99999999999", "does not end in")]
    public void Anything_else_is_refused(string text, string problem)
    {
        UsageException wrong = Should.Throw<UsageException>(() => Parse(text));
        wrong.Message.ShouldStartWith($"option '--halt': '{text}' {problem}");
        wrong.Hint.ShouldContain("--halt now,fail=1");
    }

    /// <summary>What GNU parallel 20221122 did with one job at a time: how many of the jobs with these exit statuses it ran, and its own exit status then.</summary>
    [Theory]
    [InlineData("never", "1 2 3", 3, 3)]
    [InlineData("0", "1 2", 2, 2)]
    [InlineData("1", "0 7 0", 2, 7)]
    [InlineData("2", "0 7 0", 2, 7)]
    [InlineData("-1", "3 0 1", 2, 0)]
    [InlineData("-2", "3 0 1", 2, 0)]
    [InlineData("now,fail=1", "0 0 9 0", 3, 9)]
    [InlineData("soon,fail=1", "0 255 0", 2, 255)]
    [InlineData("now,fail=2", "4 0 5 6", 3, 2)]
    [InlineData("soon,fail=3", "4 5", 2, 2)]
    [InlineData("soon,fail=3", "4 0 5 6 7", 4, 3)]
    [InlineData("now,success=1", "4 5", 2, 2)]
    [InlineData("now,success=2", "4 0 5 0 6", 4, 0)]
    [InlineData("soon,success=3", "0 0", 2, 0)]
    [InlineData("now,done=2", "4 0 5", 2, 1)]
    [InlineData("soon,done=3", "4 5 6 7", 3, 3)]
    [InlineData("now,done=1", "3 0", 1, 3)]
    [InlineData("soon,done=1", "0 1", 1, 0)]
    [InlineData("soon,fail=50%", "1 0 2 3 0 0", 4, 50)]
    [InlineData("now,fail=20%", "1 0 0 2 0 0", 4, 34)]
    [InlineData("40%", "1 1 1 1 1 1", 3, 50)]
    [InlineData("soon,fail=30%", "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", 6, 30)]
    [InlineData("now,fail=100%", "1 2 3", 3, 100)]
    [InlineData("now,fail=100%", "1 0 3", 3, 67)]
    [InlineData("now,fail=34%", "1 1 0", 2, 67)]
    [InlineData("soon,fail=50%", "1 0 0 0", 4, 25)]
    [InlineData("now,success=50%", "1 0 2 0 3 0", 6, 0)]
    [InlineData("soon,success=100%", "1 0 0", 3, 34)]
    [InlineData("soon,success=90%", "3 4", 2, 100)]
    [InlineData("soon,done=50%", "0 1 0 0 0 0", 3, 17)]
    [InlineData("soon,done=100%", "0 0", 2, 0)]
    [InlineData("soon,done=100%", "1 0 0", 3, 34)]
    [InlineData("soon,done=34%", "1 0 1", 2, 34)]
    [InlineData("soon,fail=1%", "1 1 1", 1, 34)]
    [InlineData("now,fail=10%", "0 0 1 1 1 1 1 1 1 1 1", 4, 19)]
    public void Runs_stop_where_those_of_parallel_do_and_say_the_same(string halt, string statuses, int run, int exit) =>
        Run(Parse(halt), [.. statuses.Split(' ').Select(int.Parse)]).ShouldBe((run, exit));

    [Theory]
    [InlineData(KilledByNine, 137)]
    [InlineData(TimedOut, 255)]
    [InlineData(127, 127)]
    public void The_status_of_the_first_failure_is_that_of_the_run(int status, int exit) => Run(Parse("now,fail=1"), [0, status, 0]).ShouldBe((2, exit));

    [Fact]
    public void A_job_that_we_ended_ourselves_is_not_counted() => Run(Parse("now,done=1"), [Ended, Ended, 0, 5]).ShouldBe((3, 0));

    [Fact]
    public void Of_no_jobs_no_share_failed() => Run(Parse("now,fail=1%"), []).ShouldBe((0, 0));

    [Fact]
    public void More_than_a_hundred_failures_are_101() => Run(Parse("soon,fail=150"), [.. Enumerable.Repeat(1, 200)]).ShouldBe((150, 101));

    [Fact]
    public void The_fold_agrees_with_counting_from_the_start_each_time()
    {
        Gen<HaltRule> rules = Gen.Select(Gen.Bool, Gen.Enum<HaltCause>(), Gen.Int[1, 12], Gen.Bool)
            .Select((now, cause, threshold, isShare) => new HaltRule(now, cause, isShare ? threshold * 8 : threshold, isShare));
        Gen.Select(rules, Gen.OneOf(0, 0, 1, 7, TimedOut, KilledByNine, Ended).Array[0, 30]).Sample((rule, statuses) => Run(rule, statuses).ShouldBe(Naive(rule, statuses)));
    }

    /// <summary>Runs one job after another.</summary>
    /// <returns>How many ran, and the exit status.</returns>
    static (int Run, int Exit) Run(HaltRule? rule, int[] statuses)
    {
        HaltTally tally = new();
        for (int i = 0; i < statuses.Length; i++)
        {
            JobOutcome outcome = Outcome(statuses[i]);
            tally = tally.With(outcome);
            if (rule?.Judge(tally, outcome, statuses.Length) is { } exit) return (i + 1, exit);
        }

        return (statuses.Length, rule?.StatusAtEnd(tally.Failed, statuses.Length) ?? (int)tally.Failed);
    }

    static (int Run, int Exit) Naive(HaltRule rule, int[] statuses)
    {
        for (int run = 1; run <= statuses.Length; run++)
        {
            int[] so = statuses[..run];
            int counted = so.Count(status => status != Ended && rule.Cause switch { HaltCause.Failure => status != 0, HaltCause.Success => status == 0, _ => true });
            double needed = rule.IsShare ? rule.Threshold * statuses.Length / 100.0 : rule.Threshold;
            if (counted == 0 || counted < needed) continue;
            if (rule.Cause == HaltCause.Success) return (run, 0);
            if (!rule.IsShare && rule.Threshold == 1) return (run, so[^1] switch { TimedOut => 255, KilledByNine => 137, var own => own });
            return (run, Failed(so));
        }

        return (statuses.Length, Failed(statuses));

        int Failed(int[] some)
        {
            int failed = some.Count(status => status is not (0 or Ended));
            return rule.IsShare ? (int)Math.Ceiling(statuses.Length == 0 ? 0 : failed * 100m / statuses.Length) : failed;
        }
    }

    static JobOutcome Outcome(int status) => status switch
    {
        0 => new(JobStatus.Succeeded, 0),
        TimedOut => new(JobStatus.TimedOut, Signal: 15),
        KilledByNine => new(JobStatus.Failed, Signal: 9),
        Ended => new(JobStatus.Cancelled, Signal: 15),
        _ => new(JobStatus.Failed, status, Detail: status.ToString(CultureInfo.InvariantCulture)),
    };
}
