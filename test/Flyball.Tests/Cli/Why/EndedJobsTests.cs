using Flyball.Cli.Input;
using Flyball.Cli.Why;
using Flyball.Jobs;

namespace Flyball.Tests.Cli.Why;

public sealed class EndedJobsTests
{
    readonly EndedJobs _ended = new();

    [Fact]
    public void Ends_are_counted_as_successes_and_failures()
    {
        foreach (JobStatus status in Enum.GetValues<JobStatus>()) End(1, status);
        _ended.Counts.Succeeded.ShouldBe(1);
        _ended.Counts.Failed.ShouldBe(Enum.GetValues<JobStatus>().Length - 3, "all but the success, the cancelled and the skipped one");
    }

    [Fact]
    public void The_last_thousand_are_known()
    {
        for (int number = 1; number <= 1500; number++) End(number, JobStatus.Succeeded);
        Found(500).ShouldBe(0);
        Found(501).ShouldBe(1);
        Found(1500).ShouldBe(1);
        _ended.Counts.Succeeded.ShouldBe(1500);
    }

    [Fact]
    public void Steps_are_parts_of_their_job()
    {
        _ended.Add(new JobEnded(new(1), Job.Process("x") with { Tag = new JobArguments(1, []) { Step = 1 } }, default, new(JobStatus.Succeeded), null));
        _ended.Counts.Succeeded.ShouldBe(0);
    }

    int Found(int number) => _ended.Find(job => JobArguments.Of(job).Number == number).Count;

    void End(int number, JobStatus status) => _ended.Add(new JobEnded(new(number), Job.Process("x") with { Tag = new JobArguments(number, []) }, default, new(status), null));
}
