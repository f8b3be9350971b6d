using Flyball.Admission;

namespace Flyball.Tests.Admission;

/// <summary>Decisions one after another on two cores, whose jobs have done in between what the test says.</summary>
sealed class ProbeLine(YieldState state = default)
{
    AdmissionState _state = new() { Yield = state };
    WorkDone _done = new(TimeSpan.FromSeconds(1000), TimeSpan.Zero, 0);

    public TimeSpan Now => _done.At;

    /// <summary>Cores that anybody keeps busy.</summary>
    public double Busy { get; init; }

    /// <summary>What an earlier run has found.</summary>
    public double? Known { get; init; }

    /// <summary>Memory of the machine.</summary>
    public double Gib { get; init; } = 16;

    /// <summary>Whether the bytes that jobs move are written by them, not read.</summary>
    public bool Writes { get; init; }

    public YieldState Decide() => After(0, running: 0);

    /// <summary>Lets time pass, then decides.</summary>
    /// <param name="seconds">How much.</param>
    /// <param name="running">Jobs that run then.</param>
    /// <param name="bytes">What they moved in each second.</param>
    /// <param name="cores">What each kept busy.</param>
    /// <param name="refaults">Pages in each second.</param>
    /// <param name="waits">Jobs that wait.</param>
    /// <param name="cap">The most jobs at once.</param>
    /// <param name="pieces">By how many calls in each second they moved the bytes.</param>
    /// <param name="age">How long each has run.</param>
    public YieldState After(double seconds, int running, double bytes = 0, double cores = 0.001, double refaults = 0, int waits = 64, int? cap = null, double pieces = 0, double age = 1)
    {
        _done = new(_done.At + TimeSpan.FromSeconds(seconds), _done.CpuTime + TimeSpan.FromSeconds(seconds * cores * running), _done.Bytes + (seconds * bytes))
        {
            Written = Writes ? _done.Written + (seconds * bytes) : 0,
            Transfers = _done.Transfers + (seconds * pieces),
        };
        Scene scene = Scene.Machine(cpus: 2, gib: Gib).Busy(Busy, Busy).With(load => load with { At = Now, PageRefaultsPerSecond = refaults })
            .Runs(running, cores, age: age, source: EstimateSource.Learned).Waits(waits, cores, source: EstimateSource.Learned, siblings: 1000);
        scene = scene with { Running = [.. scene.Running.Select(job => job with { StartedAt = Now - TimeSpan.FromSeconds(age), BytesPerSecond = bytes / running, CpuTime = TimeSpan.FromSeconds(cores * age) })] };
        scene = scene with { Now = Now, Done = _done, State = _state, Policy = new GovernorPolicy { MaxRunning = cap } };
        if (Known is { } best) scene = scene with { Queue = [.. scene.Queue.Select(job => job with { Estimate = job.Estimate with { BestConcurrency = best } })] };
        _state = scene.Decide().State;
        return _state.Yield;
    }
}
