using Flyball.Cli.CommandLine;
using Flyball.Execution;

namespace Flyball.Cli.Records;

/// <summary>Reads a log of earlier runs, ours or GNU parallel's, to go on from it.</summary>
static class JobLogReader
{
    /// <summary>Reads what the log tells of each job. A last line that was cut off is removed from the file, and people are told.</summary>
    /// <param name="path">The file. If there is none, nothing was run.</param>
    /// <param name="say">Says a line to people.</param>
    /// <exception cref="UsageException">It cannot be read, or is no such log.</exception>
    public static LoggedJobs Jobs(string path, Action<string> say)
    {
        LoggedJobs jobs = new();
        if (File.Exists(path)) Read(path, jobs.Add, say);
        return jobs;
    }

    /// <summary>The jobs that failed the last time, in the order of their places.</summary>
    /// <inheritdoc cref="Jobs"/>
    /// <exception cref="UsageException">There is no such file, it cannot be read, or is no such log.</exception>
    public static IReadOnlyCollection<JobLogLine> Failed(string path, Action<string> say)
    {
        SortedDictionary<long, JobLogLine> failed = [];
        Read(path, line =>
        {
            if (line.Succeeded) failed.Remove(line.Number);
            else failed[line.Number] = line;
        }, say);
        return failed.Values;
    }

    static void Read(string path, Action<JobLogLine> add, Action<string> say)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            RecordLines lines = new(file);
            foreach (ReadOnlyMemory<byte> bytes in lines.Read())
            {
                string text = SystemText.GetString(bytes.Span);
                // Logs that were put together have more than one header.
                if (text == JobLogLine.Header) continue;
                if (lines.Number == 1) throw Damaged(path, lines.Number, "is not the header of such a log");
                add(JobLogLine.Parse(text) ?? throw Damaged(path, lines.Number, "is not the line of a job"));
            }

            if (file.Length > lines.WholeLength) CutOff(path, lines.WholeLength, say);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new UsageException($"option '--joblog': cannot read {UsageException.Quote(path)}: {failure.Message}", "to go on from a run takes the log that it wrote");
        }
    }

    static void CutOff(string path, long length, Action<string> say)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        file.SetLength(length);
        say($"flyball: the last line of {UsageException.Quote(path)} was cut off; it is removed, and its job runs again");
    }

    static UsageException Damaged(string path, long line, string problem) =>
        new($"option '--joblog': line {line} of {UsageException.Quote(path)} {problem}", "mend or remove that line: to go on from a log, every line must be whole");
}
