using System.Globalization;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Execution;
using Flyball.Execution.Linux;
using Flyball.Jobs;
using Microsoft.Win32.SafeHandles;

namespace Flyball.Cli.Output;

/// <summary>
/// The file of <c>--joblog</c>, in GNU parallel's format: a line for each job that was run, in the order of their ends. Each is written
/// before its end has consequences, so that a crash loses none.
/// </summary>
sealed class JobLog : IDisposable
{
    const string Header = "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n";

    /// <summary>GNU parallel's Exitval of a job that has none, such as one that it ended.</summary>
    const int NoStatus = -1;

    readonly SafeFileHandle _file;
    byte[] _buffer = new byte[4096];
    int _count;

    JobLog(SafeFileHandle file) => _file = file;

    /// <summary>Opens the file; a leading <c>+</c> of the name appends to what is there, also to what another run appends at the same time.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static JobLog Open(string path)
    {
        bool append = path.StartsWith('+');
        string name = append ? path[1..] : path;
        try
        {
            return Begin(Descriptor.OpenToAppend(name, empty: !append), name);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"option '--joblog': cannot write {UsageException.Quote(name)}: {failure.Message}", "--joblog takes the name of a file that can be written");
        }
    }

    static JobLog Begin(SafeFileHandle file, string name)
    {
        var log = new JobLog(file);
        byte[] last = new byte[1];
        long length = new FileInfo(name).Length;
        if (length == 0) log.Write(Header);
        else if (ReadLast(name, length, last) && last[0] != '\n') log.Write("\n");
        return log;
    }

    static bool ReadLast(string name, long length, byte[] last)
    {
        using SafeFileHandle reader = File.OpenHandle(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return RandomAccess.Read(reader, last, length - 1) == 1;
    }

    void Write(string text)
    {
        Add(text);
        Flush();
    }

    void Add(string text)
    {
        if (_buffer.Length < _count + SystemText.MaxByteCount(text.Length)) Array.Resize(ref _buffer, Math.Max(2 * _buffer.Length, _count + SystemText.MaxByteCount(text.Length)));
        _count += SystemText.GetBytes(text, _buffer.AsSpan(_count));
    }

    /// <summary>Takes the line of a job that was admitted; one that still waited has none.</summary>
    public void Add(JobEnded ended)
    {
        if (ended.StartedAt is { } start) Add(Line(ended, start));
    }

    /// <summary>Writes what was taken: whole lines, in one piece.</summary>
    /// <exception cref="IOException">The lines could not be written.</exception>
    public void Flush()
    {
        if (_count == 0) return;
        Descriptor.WriteAll((int)_file.DangerousGetHandle(), _buffer.AsSpan(0, _count));
        _count = 0;
    }

    static string Line(JobEnded ended, DateTimeOffset start)
    {
        JobOutcome outcome = ended.Outcome;
        double runtime = (outcome.Usage?.WallTime ?? TimeSpan.Zero).TotalSeconds;
        // A failure without a status of its own must not read as success.
        int exitValue = outcome switch
        {
            { Status: JobStatus.TimedOut } => NoStatus,
            { ExitCode: { } code and not 0 } => code,
            { Succeeded: false, Signal: null } => NoStatus,
            _ => 0,
        };
        double epoch = (start - DateTimeOffset.UnixEpoch).TotalSeconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{((JobArguments)ended.Job.Tag!).Number}\t:\t{epoch:0.000}\t{runtime,10:0.000}\t0\t{outcome.Usage?.OutputBytes ?? 0}\t{exitValue}\t{outcome.Signal ?? 0}\t{OneLine(ended.Job.Name)}\n");
    }

    /// <summary>A record is a line, whatever the command holds.</summary>
    static string OneLine(string command) => command.Replace('\n', ' ').Replace('\t', ' ');

    public void Dispose() => _file.Dispose();
}
