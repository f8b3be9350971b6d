using System.Globalization;
using System.Text;
using Flyball.Admission;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Jobs;

namespace Flyball.Cli.Rendering;

/// <summary>The answers of <c>flyball why</c> as lines for people. Pure.</summary>
static class WhyView
{
    /// <summary>More do not help to see why the next one waits.</summary>
    const int MostRunning = 20;

    /// <summary>The run as a whole.</summary>
    public static string For(RunFacts run)
    {
        var text = new StringBuilder();
        (long succeeded, long failed) = run.Ended;
        RunExplanation now = run.Now;
        string waiting = $"{now.Queued + now.Parked}{(run.MoreToCome ? "+" : "")}";
        Line(text, $"run {run.Id} in {UsageException.OneLine(run.Folder)}, for {TimeText.For(run.Elapsed)}: {succeeded} succeeded, {failed} failed, {now.Running.Count} running, {waiting} waiting");
        AddRemarks(text, run);
        foreach (JobExplanation job in now.Running.Take(MostRunning)) Add(text, job, now);
        if (now.Running.Count > MostRunning) Line(text, $"  … and {now.Running.Count - MostRunning} more run");
        if (now.FirstHeld is { } held) Add(text, held, now);
        else if (now.Parked > 0) Line(text, $"  {now.Parked} wait for others to end, or for their next attempt");
        return text.ToString();
    }

    /// <summary>Some jobs of it.</summary>
    public static string For(RunFacts run, IReadOnlyList<JobExplanation> jobs, IReadOnlyList<JobEnded> ended)
    {
        var text = new StringBuilder();
        Line(text, $"run {run.Id} in {UsageException.OneLine(run.Folder)}");
        AddRemarks(text, run);
        foreach (JobEnded job in ended) Line(text, $"  job {Title(job.Job)}: {Outcome(job)}: {Command(job.Job)}");
        foreach (JobExplanation job in jobs) Add(text, job, run.Now);
        return text.ToString();
    }

    static void AddRemarks(StringBuilder text, RunFacts run)
    {
        foreach (string line in run.Remarks.Lines()) Line(text, $"  {line}");
    }

    static void Add(StringBuilder text, JobExplanation job, RunExplanation now)
    {
        TimeSpan time = now.At - job.Since;
        switch (job.Stage)
        {
            case JobStage.Running:
                Line(text, $"  job {Title(job.Job)} runs for {TimeText.For(time)}: {Command(job.Job)}");
                Line(text, $"    let through: {(job.Because is { } rule ? ReasonText.For(rule) : "unknown")}; set aside: {Amounts(job.Estimate!.Value.Cores.Cores, job.Estimate.Value.Memory)}; uses: {Amounts(job.Cores, job.Memory)}");
                break;
            case JobStage.Waiting:
                Line(text, $"  job {Title(job.Job)} waits, {job.Place} of {now.Queued} in the queue: {Command(job.Job)}");
                if (job.Because is not { } gate) Line(text, $"    not looked at yet: {QueueOrder.Window} are, those before it first");
                else Line(text, $"    held for {TimeText.For(time)} by {ReasonText.For(gate)}");
                if (job.Remedies.Count > 0) Line(text, $"    would start {RemedyText.For(job.Remedies, now.Running.Count)}");
                break;
            case JobStage.Parked when job.Due is { } due:
                Line(text, $"  job {Title(job.Job)} failed and is tried again in {TimeText.For(due - now.At)}: {Command(job.Job)}");
                break;
            default:
                Line(text, $"  job {Title(job.Job)} waits for {job.WaitsFor.Count} other{(job.WaitsFor.Count == 1 ? "" : "s")} to end ({string.Join(", ", job.WaitsFor.Select(Title))}): {Command(job.Job)}");
                break;
        }
    }

    static string Outcome(JobEnded job)
    {
        JobOutcome outcome = job.Outcome;
        string how = outcome switch
        {
            { Status: JobStatus.Succeeded } => "succeeded",
            { Status: JobStatus.Cancelled } => job.StartedAt is null ? "was not run" : "was ended",
            { Status: JobStatus.Skipped } => "was skipped",
            { Status: JobStatus.TimedOut } => "ran out of time",
            { ExitCode: { } code } => $"failed with status {code}",
            { Signal: { } signal } => $"failed by signal {signal}",
            _ => "failed",
        };
        string used = outcome.Usage is { } usage ? $" after {TimeText.For(usage.WallTime)}, with {usage.PeakMemory?.ToString() ?? "unknown memory"} at most" : "";
        return outcome.Detail is { } detail ? $"{how}{used} ({UsageException.OneLine(detail)})" : how + used;
    }

    static string Amounts(double? cores, ByteSize? memory) => string.Create(CultureInfo.InvariantCulture,
        $"{(cores is { } amount ? string.Create(CultureInfo.InvariantCulture, $"{amount:0.##} {(amount == 1 ? "core" : "cores")}") : "cores unknown")}, {memory?.ToString() ?? "memory unknown"}");

    static string Title(Job job) => JobArguments.Of(job).TitleInLine;

    static string Command(Job job) => UsageException.OneLine(job.Name);

    static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
