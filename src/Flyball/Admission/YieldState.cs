namespace Flyball.Admission;

/// <summary>What the yield probe does.</summary>
enum YieldStage
{
    /// <summary>It opens the limit for as long as nothing speaks against more jobs.</summary>
    Opening,

    /// <summary>It measures the yield of the present limit.</summary>
    Watching,

    /// <summary>It waits until as many jobs run as the limit on trial says.</summary>
    Following,

    /// <summary>It lets pass what the change itself did.</summary>
    Settling,

    /// <summary>It measures the yield of the limit on trial.</summary>
    Trying,
}

/// <summary>What <see cref="YieldProbe"/> remembers from one decision to the next.</summary>
readonly record struct YieldState
{
    /// <summary>Jobs at once that the probe allows, at least 1; 0: it has not begun, then it holds nothing.</summary>
    public double Limit { get; init; }

    public YieldStage Stage { get; init; }

    /// <summary>Whether the last decision held a job for the limit alone; while it opens, also because others are being tried that it has let in.</summary>
    public bool Binds { get; init; }

    /// <summary>The beginning of the time that is measured.</summary>
    public WorkDone Since { get; init; }

    /// <summary>Whether jobs were neither idle nor busy when they were last looked at: what starts up is, too, so they are looked at twice.</summary>
    public bool WasActive { get; init; }

    /// <summary>The counters as they were last seen: nothing moves until there are newer ones.</summary>
    public WorkDone Seen { get; init; }

    /// <summary>When the trial at hand began.</summary>
    public TimeSpan TriedAt { get; init; }

    /// <summary>The limit from which the trial at hand went up or down.</summary>
    public double BaseLimit { get; init; }

    /// <summary>What that limit yielded.</summary>
    public YieldFigures Base { get; init; }

    /// <summary>Whether the next trial goes down.</summary>
    public bool GoesDown { get; init; }

    /// <summary>Whether the limit has only grown so far: then it is doubled, later it is moved by a quarter.</summary>
    public bool IsSlowStart { get; init; }

    /// <summary>No trial before.</summary>
    public TimeSpan FrozenUntil { get; init; }

    /// <summary>How long the next failure freezes the limit.</summary>
    public TimeSpan Backoff { get; init; }

    /// <summary>The most bytes per second that were seen, slowly forgotten.</summary>
    public double PeakBytes { get; init; }

    /// <summary>Bytes per second at which a trial upwards found no more to be had; 0: none has.</summary>
    public double MostBytes { get; init; }

    /// <summary>Whether the page cache is too small for what runs.</summary>
    public bool Thrashes { get; init; }

    /// <summary>Bytes per second and job that were read again when the limit was last found worth it.</summary>
    public double RefaultsPerJob { get; init; }

    /// <summary>Whether a trial has said that more would not help, so that the limit is worth remembering.</summary>
    public bool IsFound { get; init; }

    /// <summary>Whether jobs wait for what those that run will show.</summary>
    public bool Tries => Binds && (IsSlowStart || Stage != YieldStage.Watching);

    /// <summary>
    /// The limit that was found best; before that, of jobs that write, the one on trial after another was worth it: a run that is over by then had better begin there next time; <c>null</c>: none was, or another one is on trial.
    /// </summary>
    public double? Found => Stage == YieldStage.Watching ? (IsFound ? Limit : null) : IsSlowStart && Base.Writes && BaseLimit > 1 ? Limit : null;
}
