using System.Globalization;
using System.Text;
using Flyball.Cli.CommandLine;
using Flyball.Execution;
using Flyball.Jobs;

namespace Flyball.Cli.Output;

/// <summary>
/// The file of <c>--joblog</c>, in GNU parallel's format: a line for each job that was run, in the order of their ends. Each line is written at once, so that a
/// crash loses none that was reported.
/// </summary>
sealed class JobLog : IDisposable
{
    const string Header = "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n";

    /// <summary>GNU parallel's Exitval of a job that has none, such as one that it ended.</summary>
    const int NoStatus = -1;

    readonly FileStream _file;

    JobLog(FileStream file) => _file = file;

    /// <summary>Opens the file; a leading <c>+</c> of the name appends to what is there.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static JobLog Open(string path)
    {
        bool append = path.StartsWith('+');
        string name = append ? path[1..] : path;
        try
        {
            var file = new FileStream(name, append ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
            if (file.Length == 0) file.Write(Encoding.ASCII.GetBytes(Header));
            return new(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"option '--joblog': cannot write {UsageException.Quote(name)}: {failure.Message}", "--joblog takes the name of a file that can be written");
        }
    }

    /// <summary>Writes the line of a job that was started; one that never ran has none.</summary>
    /// <exception cref="IOException">The line could not be written.</exception>
    public void Write(JobEnded ended)
    {
        if (ended.StartedAt is not { } start) return;
        string line = Line(ended, start);
        var bytes = new byte[SystemText.MaxByteCount(line.Length)];
        _file.Write(bytes.AsSpan(0, SystemText.GetBytes(line, bytes)));
    }

    static string Line(JobEnded ended, DateTimeOffset start)
    {
        JobOutcome outcome = ended.Outcome;
        double runtime = (outcome.Usage?.WallTime ?? TimeSpan.Zero).TotalSeconds;
        // A failure without a status of its own must not read as success.
        int exitValue = outcome.ExitCode is { } code and not 0 ? code : outcome is { Succeeded: false, Signal: null } ? NoStatus : 0;
        double epoch = (start - DateTimeOffset.UnixEpoch).TotalSeconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{ended.Id}\t:\t{epoch:0.000}\t{runtime,10:0.000}\t0\t{outcome.Usage?.OutputBytes ?? 0}\t{exitValue}\t{outcome.Signal ?? 0}\t{ended.Job.Name}\n");
    }

    public void Dispose() => _file.Dispose();
}
