using System.Globalization;
using Flyball.Cli.CommandLine;
using Flyball.Jobs;

namespace Flyball.Cli.Rendering;

/// <summary>Whether what the user asked for of memory is near what jobs used. The user's word holds all the same; but too little may end in a crash, and too much holds others back. A fold; not thread safe.</summary>
sealed class RequestCheck
{
    /// <summary>Less than this share of what was asked for is far off.</summary>
    const double LeastShare = 0.25;

    /// <summary>What is left over of a small request is not worth a word.</summary>
    static readonly ByteSize s_leastWaste = ByteSize.MiB(512);

    /// <summary>Every program takes some memory of its own.</summary>
    static readonly ByteSize s_leastExcess = ByteSize.MiB(16);

    readonly Dictionary<string, (ByteSize Asked, ByteSize Used)> _templates = new(StringComparer.Ordinal);

    /// <summary>Takes note of the end of a job.</summary>
    public void Add(JobEnded ended)
    {
        if (ended is not { Job: ProcessJob { Request.Memory: { Bytes: > 0 } asked } job, Outcome.Usage.PeakMemory: { } used }) return;
        string template = job.Template ?? job.FileName;

        // The job that came nearest to its request, or went furthest beyond it, speaks for all.
        bool isKnown = _templates.TryGetValue(template, out (ByteSize Asked, ByteSize Used) known);
        if (!isKnown || (double)used.Bytes / asked.Bytes > (double)known.Used.Bytes / known.Asked.Bytes) _templates[template] = (asked, used);
    }

    /// <summary>A line for each template whose request is far off.</summary>
    public IEnumerable<string> Lines() => _templates.OrderBy(template => template.Key, StringComparer.Ordinal).Where(template => IsFarOff(template.Value)).Select(template =>
        string.Create(CultureInfo.InvariantCulture, $"flyball: {UsageException.Quote(template.Key)}: asked for {template.Value.Asked}, jobs used {(template.Value.Used > template.Value.Asked ? "up to" : "at most")} {template.Value.Used}"));

    static bool IsFarOff((ByteSize Asked, ByteSize Used) memory) =>
        memory.Used - memory.Asked >= s_leastExcess || (memory.Used < memory.Asked * LeastShare && memory.Asked - memory.Used >= s_leastWaste);
}
