using System.Globalization;
using Flyball.Admission;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Replay;
using Flyball.Cli.Replay.Recording;
using Flyball.Jobs;

namespace Flyball.Cli.Rendering;

/// <summary>What came of a replay, for people.</summary>
static class ReplayView
{
    const string Simulated = "simulated", Changed = "with the changes";

    public static IEnumerable<string> Lines(ReplayReport report)
    {
        yield return Head(report.Run);
        foreach (string line in Decisions(report)) yield return line;
        yield return "";
        yield return Row("", "makespan", "most memory", "ended for memory", "most at once");
        yield return Row("what happened", report.Run.Happened);
        if (report.WhyNotSimulated is { } reason)
        {
            yield return $"the run cannot be simulated: {reason}";
            yield break;
        }

        yield return Row(Simulated, report.Simulated);
        if (!report.Changes.IsEmpty) yield return Row(Changed, report.Changed);
        if (report.Error is { } error) yield return Text($"the simulation takes {Math.Abs(error):P0} {(error < 0 ? "less" : "more")} time than the run took");
        if (report.LeftOut > 0) yield return Text($"not simulated: {report.LeftOut} jobs that were never started");
    }

    static string Head(RecordedRun run)
    {
        string rule = run.Policy switch
        {
            GovernorPolicy governor => $"{UsageException.OneLine(governor.Aggressiveness.Name)}, ",
            PlainPolicy => "the plain rule, ",
            _ => "",
        };
        string machine = run.Machine.Capacity is { } capacity ? $"{capacity.Cores} cores, {(capacity.Memory is { } memory ? $"{memory}, " : "")}" : "";
        string at = run.Header.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return $"{at} UTC, flyball {UsageException.OneLine(run.Header.Tool)}: {rule}{machine}{run.Jobs.Count(job => !job.IsSequence)} jobs";
    }

    static IEnumerable<string> Decisions(ReplayReport report)
    {
        DecisionReplay decisions = report.Decisions;
        yield return $"{decisions.Same} of {decisions.Count} decisions come out as they did";
        foreach (DecisionDifference difference in decisions.Unlike) yield return Difference(report.Run, difference);
        foreach (StepDifference difference in decisions.UnlikeSteps)
            yield return Text($"  {difference.At.TotalSeconds,8:0.00} s  for memory {What(report.Run, difference.Was)} -> {What(report.Run, difference.Is)}");
        if (report.Changes.IsEmpty) yield break;
        yield return $"with the changes {decisions.Changed} start other jobs{(decisions.Changed > 0 ? ", the first:" : "")}";
        foreach (DecisionDifference difference in decisions.FirstChanged) yield return Difference(report.Run, difference);
    }

    static string Difference(RecordedRun run, DecisionDifference difference) =>
        Text($"  {difference.At.TotalSeconds,8:0.00} s  job {Title(run, difference.Was.Job)} {What(difference.Was)} -> {What(difference.Is)}");

    static string Title(RecordedRun run, JobId id) => UsageException.OneLine(run.Jobs.FirstOrDefault(job => job.Id == id)?.Title ?? id.ToString());

    static string What(RecordedRun run, MemoryStep? step) => step switch
    {
        null => "nothing is done",
        { Kind: MemoryStepKind.Suspend, Job: var job } => $"job {Title(run, job)} is suspended",
        { Kind: MemoryStepKind.Resume, Job: var job } => $"job {Title(run, job)} is resumed",
        { Job: var job } => $"job {Title(run, job)} is ended",
    };

    static string What(Decision decision) => $"{(decision.Starts ? "starts" : "is held")} ({UsageException.OneLine(ReasonText.For(decision.Because))})";

    static string Row(string title, RunFigures? figures) => figures is { } known
        ? Row(title, Time(known.Makespan), known.PeakMemory.ToString(), Text($"{known.MemoryEnds}"), Text($"{known.MostRunning}"))
        : $"{title}: it does not come to an end";

    static string Row(string title, params ReadOnlySpan<string> cells) => Text($"{title,-16}  {cells[0],12}  {cells[1],11}  {cells[2],16}  {cells[3],12}").TrimEnd();

    /// <summary>Short times to the hundredth: they are compared.</summary>
    static string Time(TimeSpan time) => time < TimeSpan.FromMinutes(1) ? Text($"{time.TotalSeconds:0.00} s") : TimeText.For(time);

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
