using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Cli.Rendering;
using Flyball.Cli.Replay;
using Flyball.Cli.Replay.Recording;

namespace Flyball.Cli.Commands;

/// <summary><c>flyball replay</c>: decides a recorded run again, and says what would have been different.</summary>
static class ReplayCommand
{
    /// <returns>The text to print.</returns>
    /// <exception cref="UsageException">The record cannot be read, or the changes leave no room for what was there.</exception>
    public static string Text(ReplayArguments arguments)
    {
        using Stream stream = arguments.File == "-"
            ? StandardInput.Open()
            : InputFile.Open(arguments.File, option: null, "flyball replay takes the name of a record, or '-' for standard input");
        ReplayReport report = Of(stream, arguments.File, arguments.Changes);
        return arguments.Json ? ReplayJson.For(report) + "\n" : string.Concat(ReplayView.Lines(report).Select(line => line + "\n"));
    }

    /// <summary>Decides and simulates.</summary>
    /// <exception cref="UsageException">As above.</exception>
    public static ReplayReport Of(Stream record, string name, ReplayChanges changes)
    {
        var decisions = new DecisionReplay(changes);
        RecordedRun run = RecordingReader.Read(record, name, decisions.Add);
        (MeasuredRun? measured, string? whyNot) = MeasuredRun.Of(run);
        CheckRoom(measured, changes);
        return new(run, changes, decisions)
        {
            WhyNotSimulated = whyNot,
            LeftOut = measured?.LeftOut ?? 0,
            Simulated = measured?.Simulate(new()),
            Changed = changes.IsEmpty ? null : measured?.Simulate(changes),
        };
    }

    static void CheckRoom(MeasuredRun? run, ReplayChanges changes)
    {
        if (changes.MemoryTotal is { } total && run?.MostForeignMemory is { } foreign && total <= foreign)
            throw new UsageException($"option '--memory-total': {total} is too little: others than the jobs held {foreign}", "give what the others held and what the jobs are to have");
    }
}
