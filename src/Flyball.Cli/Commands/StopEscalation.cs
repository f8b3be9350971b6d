namespace Flyball.Cli.Commands;

/// <summary>What a signal that asks us to stop brings about.</summary>
enum StopStep
{
    /// <summary>Nothing: it only repeats the last one.</summary>
    None,

    /// <summary>Nothing more is started, what runs goes on.</summary>
    Drain,

    /// <summary>What runs is ended, too.</summary>
    End,

    /// <summary>We go, whatever we still wait for.</summary>
    GiveUp,
}

/// <summary>
/// What each of several signals means. The first one: start nothing more. The second one: end what runs. One more, a second later: go. SIGQUIT does not ask first. Not thread safe.
/// </summary>
sealed class StopEscalation(TimeProvider time)
{
    /// <summary>A third signal within this time is one of impatience with the second.</summary>
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <summary>Nobody asks twice in this time: <c>timeout</c> sends one and the same signal to the process and to its group.</summary>
    static readonly TimeSpan s_together = TimeSpan.FromSeconds(0.1);

    StopStep _reached;
    long _lastAt;

    /// <summary>The number of the last signal that changed something; <c>null</c>: none came.</summary>
    public int? Signal { get; private set; }

    /// <summary>Takes a signal.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="endsAtOnce">Whether it does not ask first.</param>
    /// <param name="isEnding">Whether what runs is being ended already.</param>
    public StopStep Take(int number, bool endsAtOnce, bool isEnding)
    {
        TimeSpan since = time.GetElapsedTime(_lastAt);
        if (_reached == StopStep.Drain && Signal == number && since < s_together) return StopStep.None;
        if (isEnding && Signal is not null) return since > s_patience ? StopStep.GiveUp : StopStep.None;
        _reached = Signal is not null || endsAtOnce ? StopStep.End : StopStep.Drain;
        (Signal, _lastAt) = (number, time.GetTimestamp());
        return _reached;
    }
}
