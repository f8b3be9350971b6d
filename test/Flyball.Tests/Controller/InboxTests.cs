namespace Flyball.Tests.Controller;

public class InboxTests
{
    [Fact]
    public void Nothing_is_handled_before_the_inbox_is_opened_and_then_all_of_it()
    {
        List<int> handled = [];
        Inbox<int>? inbox = null;
        using var done = new ManualResetEventSlim();
        inbox = new(() =>
        {
            while (inbox!.TryTake(out int message)) handled.Add(message);
            if (handled.Count == 3) done.Set();
        });
        inbox.Post(1);
        inbox.PostAndRun(2);
        inbox.Post(3);
        handled.ShouldBeEmpty();
        inbox.Open();
        done.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken).ShouldBeTrue();
        handled.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void A_message_that_is_brought_and_run_is_handled_on_that_thread()
    {
        int thread = 0;
        Inbox<int>? inbox = null;
        inbox = new(() =>
        {
            while (inbox!.TryTake(out _)) thread = Environment.CurrentManagedThreadId;
        });
        inbox.Open();

        // The first turn, which opening brought about, may be under way elsewhere and take messages along.
        SpinWait.SpinUntil(() =>
        {
            inbox.PostAndRun(1);
            return Volatile.Read(ref thread) == Environment.CurrentManagedThreadId;
        }, TimeSpan.FromSeconds(20)).ShouldBeTrue();
    }

    [Fact]
    public void A_message_that_is_brought_during_a_turn_is_taken_along()
    {
        List<int> handled = [];
        Inbox<int>? inbox = null;
        inbox = new(() =>
        {
            while (inbox!.TryTake(out int message))
            {
                handled.Add(message);
                if (message < 3) inbox.PostAndRun(message + 1);
            }
        });
        inbox.Open();
        inbox.PostAndRun(1);
        SpinWait.SpinUntil(() => handled.Count == 3, TimeSpan.FromSeconds(20)).ShouldBeTrue();
        handled.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task However_many_threads_bring_messages_each_is_handled_once_and_by_one_thread_at_a_time()
    {
        const int threads = 8, each = 20_000;
        int inside = 0, handled = 0;
        bool together = false;
        Inbox<int>? inbox = null;
        inbox = new(() =>
        {
            together |= Interlocked.Increment(ref inside) != 1;
            while (inbox!.TryTake(out _)) handled++;
            Interlocked.Decrement(ref inside);
        });
        inbox.Open();
        await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Run(() =>
        {
            for (int i = 0; i < each; i++)
            {
                if ((i + thread) % 2 == 0) inbox.Post(i);
                else inbox.PostAndRun(i);
            }
        })));
        SpinWait.SpinUntil(() => Volatile.Read(ref handled) == threads * each, TimeSpan.FromSeconds(20)).ShouldBeTrue();
        together.ShouldBeFalse();
    }
}
