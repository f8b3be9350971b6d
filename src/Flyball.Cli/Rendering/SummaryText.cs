namespace Flyball.Cli.Rendering;

/// <summary>The last line of a run.</summary>
static class SummaryText
{
    /// <summary>For example <c>flyball: 298 succeeded, 2 failed in 12 s</c>.</summary>
    /// <param name="summary">What became of the jobs.</param>
    /// <param name="moreToCome">Whether there was input that was not read: nobody knows how much.</param>
    /// <param name="leftOut">How many jobs were left out because earlier runs had done them.</param>
    public static string For(RunSummary summary, bool moreToCome, long leftOut)
    {
        List<string> parts = [$"{summary.Succeeded} succeeded"];
        if (summary.Failed > 0) parts.Add($"{summary.Failed} failed{(summary.OutOfMemory > 0 ? $" ({summary.OutOfMemory} out of memory)" : "")}");
        if (summary.Skipped > 0) parts.Add($"{summary.Skipped} skipped");
        if (summary.Cancelled > 0) parts.Add($"{summary.Cancelled} ended early");
        if (leftOut > 0) parts.Add($"{leftOut} run before");
        if (moreToCome) parts.Add("the rest of the input not run");
        else if (summary.NotRun > 0) parts.Add($"{summary.NotRun} not run");
        return $"flyball: {string.Join(", ", parts)} in {TimeText.For(summary.Duration)}";
    }
}
