namespace Flyball.Admission;

/// <summary>The order in which waiting jobs are looked at.</summary>
public static class QueueOrder
{
    /// <summary>How many jobs at the front of the queue are decided about: later ones may start before an earlier one that does not fit.</summary>
    public const int Window = 64;

    static readonly TimeSpan s_agePerPoint = TimeSpan.FromSeconds(300);
    const double MostAgePoints = 10;

    /// <summary>
    /// The rank of a waiting job; higher goes first, equal ranks in the order of submission: priority + age / 300 s, of which age gives 10 at most.
    /// Linear ageing bounds the time that a stream of more important jobs can keep one waiting.
    /// </summary>
    public static double Rank(int priority, TimeSpan age) => priority + Math.Min(MostAgePoints, age / s_agePerPoint);
}
