namespace Flyball.Cli.Rendering;

/// <summary>By which means the kernel keeps jobs from slowing down what the user works with.</summary>
enum ForegroundMeans
{
    /// <summary>The nice value of the session's autogroup.</summary>
    Autogroup,

    /// <summary>The weight of a control group that is made for the run.</summary>
    ControlGroup,

    /// <summary>The nice values of the jobs, which count among the processes of the same control group or session.</summary>
    Nice,
}

/// <summary>What <c>flyball load</c> tells of giving way.</summary>
/// <param name="Means">What would protect the foreground from a run.</param>
/// <param name="TerminalIdle">Time since somebody typed at a terminal; <c>null</c>: there is none that could be read.</param>
readonly record struct Politeness(ForegroundMeans Means, TimeSpan? TerminalIdle);
