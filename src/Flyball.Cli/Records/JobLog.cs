using Flyball.Cli.CommandLine;
using Flyball.Execution;
using Flyball.Execution.Linux;
using Microsoft.Win32.SafeHandles;

namespace Flyball.Cli.Records;

/// <summary>
/// The file of <c>--joblog</c>, in GNU parallel's format: a line for each job that ran to its end, in the order of the ends. Each is written
/// before its end has consequences, so that a crash loses none.
/// </summary>
sealed class JobLog : IDisposable
{
    readonly SafeFileHandle _file;
    byte[] _buffer = new byte[4096];
    int _count;

    JobLog(SafeFileHandle file) => _file = file;

    /// <summary>The name of the file without the plus sign that says to append.</summary>
    public static string FileOf(string name) => name.StartsWith('+') ? name[1..] : name;

    /// <summary>Opens the file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="append">Whether to append to what is there, also to what another run appends at the same time.</param>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static JobLog Open(string name, bool append)
    {
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
        if (length == 0) log.Write(JobLogLine.Header + "\n");
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

    /// <summary>Takes the line of a job that ran to its end.</summary>
    /// <param name="number">The job's place in the input.</param>
    /// <param name="ended">Its end.</param>
    /// <param name="start">When it was started.</param>
    public void Add(long number, JobEnded ended, DateTimeOffset start) => Add(JobLogLine.For(number, ended, start));

    /// <summary>Writes what was taken: whole lines, in one piece.</summary>
    /// <exception cref="IOException">The lines could not be written.</exception>
    public void Flush()
    {
        if (_count == 0) return;
        Descriptor.WriteAll((int)_file.DangerousGetHandle(), _buffer.AsSpan(0, _count));
        _count = 0;
    }

    public void Dispose() => _file.Dispose();
}
