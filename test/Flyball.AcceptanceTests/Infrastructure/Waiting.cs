namespace Flyball.AcceptanceTests.Infrastructure;

/// <summary>Waits for what happens outside of this process and has no event.</summary>
static class Waiting
{
    static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(20);

    /// <summary>Far more than anything takes on a busy machine.</summary>
    static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    public static async Task Until(Func<bool> condition, string what)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > s_deadline) Assert.Fail($"waited {s_deadline.TotalSeconds} s in vain: {what}");
            await Task.Delay(s_period, TestContext.Current.CancellationToken);
        }
    }
}
