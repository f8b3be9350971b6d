using Microsoft.Extensions.Time.Testing;

namespace Flyball.Tests.Controller;

/// <summary>
/// A clock that moves when told to, and that knows the controller's loop by its timer: the loop sets it at the end of each pass, and
/// wakes when it fires. So a test can wait until the loop has seen everything, without sleeping.
/// </summary>
sealed class LoopClock : FakeTimeProvider
{
    readonly Lock _changing = new();
    TaskCompletionSource _passed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Action _wake = () => { };

    /// <summary>How long the loop wants to wait, as it said last.</summary>
    public TimeSpan Due { get; private set; }

    public LoopClock() : base(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)) { }

    /// <summary>Completes when the loop, which must be running, has decided about everything that was posted before.</summary>
    public async Task SettleAsync()
    {
        // The first pass that ends may have begun before the call; the second has not.
        for (int i = 0; i < 2; i++)
        {
            Task passed;
            lock (_changing) passed = _passed.Task;
            _wake();
            await passed.Soon();
        }
    }

    /// <summary>Lets time pass and the loop look at it.</summary>
    public async Task AdvanceAsync(double seconds)
    {
        Advance(TimeSpan.FromSeconds(seconds));
        await SettleAsync();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _wake = () => callback(state);
        return new LoopTimer(base.CreateTimer(callback, state, dueTime, period), this);
    }

    void Passed()
    {
        lock (_changing)
        {
            _passed.SetResult();
            _passed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    sealed class LoopTimer(ITimer inner, LoopClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Due = dueTime;
            bool changed = inner.Change(dueTime, period);
            clock.Passed();
            return changed;
        }

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}

static class Patience
{
    /// <summary>A wait that ends at once when all is well, and fails the test when it is not.</summary>
    public static Task Soon(this Task task) => task.WaitAsync(TimeSpan.FromSeconds(20));

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(20));
}
