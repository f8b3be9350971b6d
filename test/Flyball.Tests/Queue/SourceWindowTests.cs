using Flyball.Queue;

namespace Flyball.Tests.Queue;

public class SourceWindowTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(5, 3)]
    [InlineData(1024, 512)]
    public void A_full_window_opens_again_when_half_of_it_is_free(int size, int free)
    {
        SourceWindow window = new(size);
        for (int i = 0; i < size; i++) window.TryTake().ShouldBeTrue();
        for (int i = 1; i < free; i++)
        {
            window.Give();
            window.TryTake().ShouldBeFalse($"only {i} are free");
        }

        window.Give();
        for (int i = 0; i < free; i++) window.TryTake().ShouldBeTrue();
        window.TryTake().ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_waits_for_room_is_woken_by_it_and_by_a_cancellation()
    {
        SourceWindow window = new(1);
        window.TryTake().ShouldBeTrue();
        Task<bool> waits = Task.Run(() => window.Take(CancellationToken.None), TestContext.Current.CancellationToken);
        window.Give();
        (await waits.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).ShouldBeTrue();

        using CancellationTokenSource cancel = new();
        waits = Task.Run(() => window.Take(cancel.Token), TestContext.Current.CancellationToken);
        await cancel.CancelAsync();
        (await waits.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).ShouldBeFalse();
    }
}
