using CsCheck;
using Flyball.Cli.Output;

namespace Flyball.Tests.Cli.Output;

public sealed class TurnOrderTests
{
    /// <summary>Jobs are queued in order and end in any; between the two they may come in any way.</summary>
    static readonly Gen<(int[] Ends, int Lead)> s_runs = Gen.Select(Gen.Int[1, 40].SelectMany(count => Gen.Shuffle(Enumerable.Range(1, count).ToArray())), Gen.Int[1, 10]);

    [Fact]
    public void Each_job_takes_its_turn_once_and_in_order() => s_runs.Sample(run =>
    {
        var order = new TurnOrder<int>();
        List<int> turns = [];
        Play(run, queued: job =>
        {
            order.Queue(job);
            if (order.IsTurnOf(job)) turns.Add(job);
        }, ended: job => turns.AddRange(order.End(job)));
        turns.ShouldBe(Enumerable.Range(1, run.Ends.Length));
    });

    [Fact]
    public void It_is_the_turn_of_the_first_job_that_is_not_over() => s_runs.Sample(run =>
    {
        var order = new TurnOrder<int>();
        SortedSet<int> open = [];
        void Check()
        {
            foreach (int job in open) order.IsTurnOf(job).ShouldBe(job == open.Min);
        }

        Play(run, queued: job =>
        {
            order.Queue(job);
            open.Add(job);
            Check();
        }, ended: job =>
        {
            int before = open.Min;
            int[] taken = [.. order.End(job)];
            open.Remove(job);
            if (open.Count > 0 && open.Min != before) taken[^1].ShouldBe(open.Min);
            Check();
        });
    });

    [Fact]
    public void Steps_have_the_place_of_their_sequence()
    {
        var order = new TurnOrder<int>();
        foreach (int job in (int[])[1, 2, 3]) order.Queue(job);
        order.Join(4, 2);
        order.IsTurnOf(4).ShouldBeFalse();
        order.End(4).ShouldBeEmpty();
        order.Join(5, 2);
        order.End(1).ShouldBe([2, 4, 5]);
        order.Join(6, 2);
        order.IsTurnOf(6).ShouldBeTrue();
        foreach (int step in (int[])[5, 6]) order.End(step).ShouldBeEmpty();
        order.IsTurnOf(3).ShouldBeFalse();
        order.End(2).ShouldBe([3]);
        order.IsTurnOf(6).ShouldBeFalse();
    }

    static void Play((int[] Ends, int Lead) run, Action<int> queued, Action<int> ended)
    {
        int next = 1;
        foreach (int job in run.Ends)
        {
            while (next <= Math.Min(run.Ends.Length, job + run.Lead)) queued(next++);
            ended(job);
        }
    }
}
