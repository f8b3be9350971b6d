using System.Globalization;
using Flyball.Cli.Input;
using Flyball.Jobs;
using Flyball.Load;
using Spectre.Console;

namespace Flyball.Cli.Rendering;

/// <summary>The lines that a terminal shows while jobs run, as markup. Pure.</summary>
static class StatusView
{
    const int BarWidth = 12, AllBarWidth = 30;

    const string Reading = "the input is being read";

    /// <summary>Lines from the state of the run and the load of the machine.</summary>
    /// <param name="progress">What happened so far.</param>
    /// <param name="moreToCome">Whether the source of jobs may give more.</param>
    /// <param name="load">What the machine says.</param>
    /// <param name="now">The time on the clock of <paramref name="progress"/>.</param>
    /// <param name="remarks">What else is to be known.</param>
    public static IReadOnlyList<string> Lines(RunProgress progress, bool moreToCome, in LoadSample load, TimeSpan now, in RunRemarks remarks)
    {
        List<string> lines = [RunCounts(progress, moreToCome, now), Loads(load), .. remarks.Lines().Select(line => $"[yellow]{line}[/]")];
        if (progress.Held is { } held && progress.Waiting > 0 && !remarks.IsDraining)
            lines.Add($"[grey]next: job {Markup.Escape(JobArguments.Of(held.Job).TitleInLine)} waits for {Markup.Escape(ReasonText.For(held.Because))}[/]");
        return lines;
    }

    /// <summary>The look of <c>--progress</c>: a line of counts.</summary>
    public static string RunCounts(RunProgress progress, bool moreToCome, TimeSpan now)
    {
        string failed = progress.Failed > 0 ? $"[red]{progress.Failed} failed[/]" : "0 failed";
        string waiting = moreToCome ? $"{progress.Waiting}+" : $"{progress.Waiting}";
        string suspended = progress.Suspended > 0 ? $", {progress.Suspended} of them suspended" : "";
        string line = $"[green]{progress.Succeeded} done[/]  {failed}  [bold]{progress.Running} running[/]{suspended}  {waiting} waiting";
        if (progress.Rate(now) is not { } rate) return line;
        line += string.Create(CultureInfo.InvariantCulture, $"  {rate:0.#} jobs/s");
        return moreToCome || progress.TimeLeft(now) is not { } left ? line : $"{line}  {TimeText.For(left)} left";
    }

    /// <summary>The look of <c>--bar</c>.</summary>
    /// <param name="progress">What happened so far.</param>
    /// <param name="total">How many jobs there are; <c>null</c>: that is not known yet.</param>
    /// <param name="now">The time on the clock of <paramref name="progress"/>.</param>
    public static string AllBar(RunProgress progress, long? total, TimeSpan now)
    {
        if (total is not { } all) return Reading;
        double share = all == 0 ? 1 : (double)progress.WholeEnded / all;
        string failed = progress.Failed > 0 ? $", [red]{progress.Failed} failed[/]" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(share * 100),3}% [green]{Bar.Of(share, AllBarWidth)}[/] {progress.WholeEnded} of {all}{failed}{Left(progress, all, now)}");
    }

    /// <summary>The look of <c>--eta</c>; parameters as for the bar.</summary>
    public static string TimeLeft(RunProgress progress, long? total, TimeSpan now)
    {
        if (total is not { } all) return Reading;
        string failed = progress.Failed > 0 ? $", [red]{progress.Failed} failed[/]" : "";
        string rate = progress.WholeRate(now) is { } each ? $", {TimeText.For(TimeSpan.FromSeconds(1 / each))} a job" : "";
        return $"{all - progress.WholeEnded} left, {progress.Running} of them running{failed}{rate}{Left(progress, all, now)}";
    }

    static string Left(RunProgress progress, long total, TimeSpan now) =>
        progress.WholeEnded < total && progress.TimeLeft(now, total) is { } left ? $", {TimeText.For(left)} left" : "";

    static string Loads(in LoadSample load)
    {
        List<string> parts = [];
        if (load.BusyCores is { } busy)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"cpu {Bar.Of(busy / load.Capacity.UsableCpus, BarWidth)} {busy:0.0} of {load.Capacity.UsableCpus}"));
        if (load is { MemoryAvailable: { } free, Capacity.Memory: { Bytes: > 0 } whole })
            parts.Add($"mem {Bar.Of(1 - ((double)free.Bytes / whole.Bytes), BarWidth)} {ByteSize.Max(free, ByteSize.Zero)} free");
        if (load.IoPressure is { } io)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"io waits {io.Some:P0}"));
        return string.Join("  ", parts);
    }
}
