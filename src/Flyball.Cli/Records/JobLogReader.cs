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
    /// <exception cref="UsageException">It cannot be read, or is no such log.</exception>
    public static LoggedJobs Jobs(string path)
    {
        LoggedJobs jobs = new();
        if (File.Exists(path)) Read(path, jobs.Add);
        return jobs;
    }

    /// <summary>How much of a log was written whole, in bytes: what follows is a line that was cut off.</summary>
    /// <returns><c>null</c>: it is something else than a log.</returns>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public static long? WholeLength(string path) => Reading(path, file =>
    {
        RecordLines lines = new(file);
        foreach (ReadOnlyMemory<byte> line in lines.Read())
        {
            if (lines.Number == 1 && SystemText.GetString(line.Span) != JobLogLine.Header) return null;
        }

        return lines.Number > 0 || MayBeCutHeader(file) ? lines.WholeLength : (long?)null;
    });

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
        if (!Directory.Exists(path) && NamedFile.KeepsNothing(path)) throw UsageException.Of("--joblog", $"cannot go on from {UsageException.Quote(path)}: it is no regular file", "give the log of an earlier run");
    }

    static void Read(string path, Action<JobLogLine> add)
    {
        CheckKept(path);
        Reading(path, file =>
        {
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
            return lines.Number == 0 && !MayBeCutHeader(file) ? throw NoHeader(path) : true;
        });
    }

    static T Reading<T>(string path, Func<Stream, T> read)
    {
        try
        {
            using Stream file = InputFile.Open(path, "--joblog", Hint);
            return read(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw UsageException.Of("--joblog", $"cannot read {UsageException.Quote(path)}: {failure.Message}", Hint);
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
        UsageException.Of("--joblog", $"line {line} of {UsageException.Quote(path)} {problem}", "mend or remove that line: to go on from a log, every line must be whole");
}
