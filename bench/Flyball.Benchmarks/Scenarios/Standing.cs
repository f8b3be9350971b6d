using Flyball.Benchmarks.Peers;

namespace Flyball.Benchmarks.Scenarios;

/// <summary>What a contestant reached in all its runs of a scenario.</summary>
sealed record Standing(Entrant Entrant, IReadOnlyList<Trial> Trials)
{
    public Figures Seconds { get; } = Figures.Of(Trials.Select(trial => trial.Elapsed.TotalSeconds));

    /// <summary>In the worst run, as the two that follow.</summary>
    public int Lost { get; } = Trials.Max(trial => trial.Lost);

    public int CutShort { get; } = Trials.Max(trial => trial.CutShort);

    public long KernelKills { get; } = Trials.Max(trial => trial.KernelKills);

    /// <summary>Median of the foreign figures; null when there are none.</summary>
    public double? ForeignFigure { get; } = Trials.All(trial => trial.Foreign is not null) ? Figures.Of(Trials.Select(trial => trial.Foreign!.Value)).Median : null;
}
