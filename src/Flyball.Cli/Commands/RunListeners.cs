using Flyball.Cli.Failures;
using Flyball.Cli.Output;
using Flyball.Cli.Records;
using Flyball.Cli.Rendering;
using Flyball.Cli.Replay.Recording;
using Flyball.Cli.Why;

namespace Flyball.Cli.Commands;

/// <summary>Those that are told what happens in a run.</summary>
/// <param name="Display">Tells people, while it lasts.</param>
/// <param name="Records">Keep what a later run can go on from.</param>
/// <param name="Outputs">Print or keep what jobs write.</param>
/// <param name="Halt">Stops the run early.</param>
/// <param name="Ended">Lets it be asked what became of jobs.</param>
/// <param name="Events">Tells programs; <c>null</c>: not wanted.</param>
/// <param name="Recording">Keeps the decisions; <c>null</c>: not wanted.</param>
sealed record RunListeners(RunDisplay Display, RunRecords Records, JobOutputs Outputs, HaltSwitch Halt, EndedJobs Ended, EventLog? Events, RunRecording? Recording)
{
    /// <summary>
    /// Begins what they keep: what is there of earlier runs is thrown away, unless it is gone on from. To be called when nothing is missing any more, so that a run that cannot begin takes nothing away.
    /// </summary>
    /// <exception cref="CommandLine.UsageException">A file cannot be written.</exception>
    public void Begin()
    {
        Records.Begin(Display.Say);
        Outputs.Begin();
        Events?.Begin();
        Recording?.Begin();
    }

    /// <summary>Whether one of them wants to know how many jobs there are before the first one.</summary>
    public bool NeedTotal => Halt.NeedsTotal || Display.NeedsTotal || Outputs.NeedsTotal;

    /// <summary>Tells them how many jobs there are.</summary>
    public void Count(long total)
    {
        Halt.Total = total;
        Display.Total = total;
    }
}
