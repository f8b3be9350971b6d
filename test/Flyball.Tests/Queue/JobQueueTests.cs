using CsCheck;
using Flyball.Admission;
using Flyball.Jobs;
using Flyball.Queue;

namespace Flyball.Tests.Queue;

public class JobQueueTests
{
    long _lastId;

    [Fact]
    public void Equals_go_in_the_order_in_which_they_came() => FrontOf(Add(0), Add(0), Add(0)).ShouldBe([1, 2, 3]);

    [Fact]
    public void Higher_priority_goes_first() => FrontOf(Add(-1), Add(5), Add(0), Add(5), Add(int.MaxValue), Add(int.MinValue)).ShouldBe([5, 2, 4, 3, 1, 6]);

    [Fact]
    public void Five_minutes_of_waiting_make_up_for_a_point_of_priority()
    {
        var queue = new JobQueue(new([]));
        queue.Add(Add(0).Entry, TimeSpan.Zero, continues: false);
        queue.Add(Add(1).Entry, TimeSpan.FromSeconds(299), continues: false);
        queue.Add(Add(1).Entry, TimeSpan.FromSeconds(301), continues: false);
        Ids(queue, TimeSpan.FromSeconds(400)).ShouldBe([2, 1, 3]);
    }

    [Fact]
    public void Waiting_gives_ten_points_at_most()
    {
        var queue = new JobQueue(new([]));
        queue.Add(Add(0).Entry, TimeSpan.Zero, continues: false);
        queue.Add(Add(11).Entry, TimeSpan.FromDays(30), continues: false);
        Ids(queue, TimeSpan.FromDays(30)).ShouldBe([2, 1]);
    }

    [Fact]
    public void Steps_of_begun_sequences_go_before_their_equals_in_order() =>
        FrontOf(Add(0), Add(0, continues: true), Add(1), Add(0, continues: true), Add(0)).ShouldBe([3, 2, 4, 1, 5]);

    [Fact]
    public void A_window_is_filled_from_the_front()
    {
        var queue = new JobQueue(new([]));
        for (int i = 0; i < 10; i++) queue.Add(Add(i % 2).Entry, TimeSpan.Zero, continues: false);
        Ids(queue, TimeSpan.Zero, window: 3).ShouldBe([2, 4, 6]);
    }

    [Fact]
    public void The_place_of_a_job_is_that_in_the_window() => Gen.Select(Gen.Int[-3, 3], Gen.Int[0, 2000], Gen.Bool).Array[1, 20].Sample(jobs =>
    {
        var queue = new JobQueue(new([]));
        var now = TimeSpan.FromSeconds(3000);
        foreach ((int priority, int at, bool continues) in jobs.OrderBy(job => job.Item2)) queue.Add(Add(priority).Entry, TimeSpan.FromSeconds(at), continues);
        var window = new JobEntry[jobs.Length];
        queue.Front(window, now).ShouldBe(jobs.Length);
        for (int i = 0; i < jobs.Length; i++) queue.PlaceOf(window[i], now).ShouldBe(i + 1);
    }, iter: 200, threads: 1);

    [Fact]
    public void Clearing_takes_out_all()
    {
        var queue = new JobQueue(new([]));
        JobEntry entry = Add(3).Entry;
        queue.Add(entry, TimeSpan.Zero, continues: false);
        queue.Clear().ShouldBe([entry]);
        (queue.Count, entry.IsQueued).ShouldBe((0, false));
        Ids(queue, TimeSpan.Zero).ShouldBeEmpty();
    }

    /// <summary>Random additions and removals, beside a plain list that is sorted anew each time.</summary>
    [Fact]
    public void It_behaves_like_a_list_that_is_sorted() => Gen.Select(Gen.Int[0, 3], Gen.Int[-2, 2], Gen.Bool, Gen.Double[0, 400]).Array[0, 60].Sample(steps =>
    {
        var queue = new JobQueue(new([]));
        List<Queued> model = [];
        var now = TimeSpan.Zero;
        long id = 0;
        foreach ((int what, int number, bool continues, double later) in steps)
        {
            now += TimeSpan.FromSeconds(later);
            if (what == 0 && model.Count > 0)
            {
                Queued gone = model[Math.Abs(number * 7) % model.Count];
                model.Remove(gone);
                queue.Remove(gone.Entry);
                gone.Entry.IsQueued.ShouldBeFalse();
            }
            else
            {
                var added = new Queued(Entry(++id, number), continues);
                model.Add(added);
                queue.Add(added.Entry, now, continues);
            }

            queue.Count.ShouldBe(model.Count);
            Ids(queue, now, window: 5).ShouldBe(Sorted(model, now).Take(5));
        }
    }, iter: 300);

    /// <summary>Ageing merges the levels of priority; within a level the order is that of arrival, begun sequences first.</summary>
    static IEnumerable<long> Sorted(List<Queued> model, TimeSpan now)
    {
        List<List<Queued>> levels = [.. model.GroupBy(job => job.Entry.Priority).Select(level => level.OrderByDescending(job => job.Continues).ThenBy(job => job.Entry.Id).ToList())];
        while (levels.Count > 0)
        {
            List<Queued> best = levels.OrderByDescending(level => QueueOrder.Rank(level[0].Entry.Priority, now - level[0].Entry.QueuedAt)).ThenBy(level => level[0].Entry.Id).First();
            yield return best[0].Entry.Id.Value;
            best.RemoveAt(0);
            if (best.Count == 0) levels.Remove(best);
        }
    }

    Queued Add(int priority, bool continues = false) => new(Entry(++_lastId, priority), continues);

    static JobEntry Entry(long id, int priority) => new(new(id), Job.Delegate(_ => Task.CompletedTask), ResourceRequest.Unknown, priority, new SiblingUse(), sequence: null);

    static long[] FrontOf(params Queued[] jobs)
    {
        var queue = new JobQueue(new([]));
        foreach (Queued job in jobs) queue.Add(job.Entry, TimeSpan.Zero, job.Continues);
        return Ids(queue, TimeSpan.Zero);
    }

    static long[] Ids(JobQueue queue, TimeSpan now, int window = 64)
    {
        var front = new JobEntry[window];
        return [.. front.Take(queue.Front(front, now)).Select(entry => entry.Id.Value)];
    }

    sealed record Queued(JobEntry Entry, bool Continues);
}
