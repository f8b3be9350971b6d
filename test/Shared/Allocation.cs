namespace Flyball.Tests;

/// <summary>What a piece of work allocates each time that it is done.</summary>
static class Allocation
{
    /// <summary>
    /// The bytes that the calling thread allocates in the best of some rounds. What the work itself allocates it allocates in each of them; but a machine may change in the middle of
    /// one (a limit, a device), and while other tests keep all cores busy the runtime may put better code in place, and allocate for it.
    /// </summary>
    public static long OfEach(Action round)
    {
        long least = long.MaxValue;
        for (int count = 0; count < 20 && least > 0; count++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            round();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
