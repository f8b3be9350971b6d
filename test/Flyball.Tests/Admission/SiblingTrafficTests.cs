using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Tests.Admission;

public class SiblingTrafficTests
{
    [Fact]
    public void Of_none_nothing_is_known() => new SiblingTraffic().BytesPerSecond.ShouldBeNull();

    [Fact]
    public void Traffic_is_the_mean_over_the_life_of_those_that_ended_and_run()
    {
        var traffic = new SiblingTraffic();
        traffic.Ended(300, TimeSpan.FromSeconds(3));
        traffic.BytesPerSecond.ShouldBe(100);
        traffic.BeginRunning();
        traffic.Running(900, TimeSpan.FromSeconds(1));
        traffic.BytesPerSecond.ShouldBe(300);
        traffic.BeginRunning();
        traffic.BytesPerSecond.ShouldBe(100);
    }

    [Fact]
    public void One_that_has_just_started_does_not_count()
    {
        var traffic = new SiblingTraffic();
        traffic.Running(1e9, TimeSpan.FromSeconds(0.04));
        traffic.BytesPerSecond.ShouldBeNull();
    }

    [Fact]
    public void What_siblings_move_and_how_many_were_best_is_in_the_estimate()
    {
        var siblings = new SiblingUse { BestConcurrency = 3 };
        siblings.Traffic.Ended(300, TimeSpan.FromSeconds(3));
        Estimate estimate = siblings.EstimateFor(ResourceRequest.Unknown, null);
        (estimate.BytesPerSecond, estimate.BestConcurrency).ShouldBe((100, 3));
    }
}
