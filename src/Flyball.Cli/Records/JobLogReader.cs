using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Execution;

namespace Flyball.Cli.Records;

/// <summary>Reads a log of earlier runs, ours or GNU parallel's, to go on from it. The file stays as it is.</summary>
static class JobLogReader
{
    const string Hint = "to go on from a run takes the log that it wrote";

    /// <summary>Reads what the log tells of each job.</summary>
    /// <param name="path">The file. If there is none, nothing was run.</param>
    /// <param name="wholeLength">How much of it was written whole, in bytes: what follows is a line that was cut off.</param>
    /// <exception cref="UsageException">It cannot be read, or is no such log.</exception>
    public static LoggedJobs Jobs(string path, out long wholeLength)
    {
        LoggedJobs jobs = new();
        wholeLength = File.Exists(path) ? Read(path, jobs.Add) : 0;
        return jobs;
    }

    /// <summary>The jobs that failed the last time, in the order of their places.</summary>
    /// <exception cref="UsageException">There is no such file, it cannot be read, or is no such log.</exception>
    public static IReadOnlyCollection<JobLogLine> Failed(string path)
    {
        SortedDictionary<long, JobLogLine> failed = [];
        Read(path, line =>
        {
            if (line.Succeeded) failed.Remove(line.Number);
            else failed[line.Number] = line;
        });
        return failed.Values;
    }

    /// <summary>A pipe or a device cannot be read to its end, and then be written to. A folder is told by whoever opens it.</summary>
    /// <exception cref="UsageException">It is none that can be gone on from.</exception>
    public static void CheckKept(string path)
    {
        if (!Directory.Exists(path) && NamedFile.KeepsNothing(path)) throw new UsageException($"option '--joblog': cannot go on from {UsageException.Quote(path)}: it is no regular file", "give the log of an earlier run");
    }

    static long Read(string path, Action<JobLogLine> add)
    {
        CheckKept(path);
        try
        {
            using Stream file = InputFile.Open(path, "--joblog", Hint);
            RecordLines lines = new(file);
            foreach (ReadOnlyMemory<byte> bytes in lines.Read())
            {
                string text = SystemText.GetString(bytes.Span);
                // Logs that were put together have more than one header.
                if (text == JobLogLine.Header) continue;
                if (lines.Number == 1) throw NoHeader(path);
                add(JobLogLine.Parse(text) ?? throw Damaged(path, lines.Number, "is not the line of a job"));
            }

            // Something else than a log must not be cut.
            if (lines.Number == 0 && !MayBeCutHeader(file)) throw NoHeader(path);
            return lines.WholeLength;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new UsageException($"option '--joblog': cannot read {UsageException.Quote(path)}: {failure.Message}", Hint);
        }
    }

    /// <summary>Whether a file without a whole line is the beginning of a log, or empty.</summary>
    static bool MayBeCutHeader(Stream file)
    {
        if (!file.CanSeek) return true;
        if (file.Length > JobLogLine.Header.Length) return false;
        byte[] begin = new byte[file.Length];
        file.Position = 0;
        file.ReadExactly(begin);
        return JobLogLine.Header.StartsWith(SystemText.GetString(begin), StringComparison.Ordinal);
    }

    static UsageException NoHeader(string path) => Damaged(path, 1, "is not the header of such a log");

    static UsageException Damaged(string path, long line, string problem) =>
        new($"option '--joblog': line {line} of {UsageException.Quote(path)} {problem}", "mend or remove that line: to go on from a log, every line must be whole");
}
