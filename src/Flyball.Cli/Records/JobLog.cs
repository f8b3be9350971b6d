using Flyball.Cli.CommandLine;
using Flyball.Cli.Output;
using Flyball.Execution;
using Flyball.Execution.Linux;
using Microsoft.Win32.SafeHandles;

namespace Flyball.Cli.Records;

/// <summary>What becomes of what a log holds already.</summary>
enum JobLogUse
{
    /// <summary>It is thrown away.</summary>
    Anew,

    /// <summary>It is appended to, also beside others who do so at the same time.</summary>
    Append,

    /// <summary>It is gone on from.</summary>
    GoOn,
}

/// <summary>
/// The file of <c>--joblog</c>, in GNU parallel's format: a line for each job that ran to its end, in the order of the ends. Each is written
/// before its end has consequences, so that a crash loses none. One run at a time has the file, but for those that only append.
/// </summary>
sealed class JobLog : IDisposable
{
    readonly SafeFileHandle _file;
    readonly string _path;
    readonly JobLogUse _use;

    /// <summary>Nobody but the reader has what a pipe or a device is given.</summary>
    readonly bool _isKept;

    byte[] _buffer = new byte[4096];
    int _count;

    JobLog(string path, JobLogUse use)
    {
        (_path, _use) = (path, use);
        _file = Descriptor.OpenToAppend(path, empty: false);
        _isKept = Descriptor.IsRegularFile(_file);
    }

    /// <summary>The name of the file without the plus sign that says to append.</summary>
    public static string FileOf(string name) => name.StartsWith('+') ? name[1..] : name;

    /// <summary>What it told before this run; <c>null</c>: that does not count.</summary>
    public LoggedJobs? Earlier { get; private set; }

    /// <summary>Opens the file. What it holds stays as it is until the log is begun.</summary>
    /// <param name="name">Its name, perhaps with a plus sign.</param>
    /// <param name="use">What becomes of what it holds.</param>
    /// <exception cref="UsageException">It cannot be written, is in use, or cannot be gone on from.</exception>
    public static JobLog Open(string name, JobLogUse use)
    {
        string path = FileOf(name);
        if (use == JobLogUse.GoOn) JobLogReader.CheckKept(path);
        JobLog? log = null;
        try
        {
            log = Writing(path, () => new JobLog(path, use));
            if (log._isKept && use != JobLogUse.Append && !Descriptor.TryLock(log._file)) throw OwnFile.InUse("--joblog", path);
            if (use == JobLogUse.GoOn) log.Earlier = JobLogReader.Jobs(path);
            return log;
        }
        catch
        {
            log?.Dispose();
            throw;
        }
    }

    /// <summary>Throws away what is not gone on from. A last line that was cut off is removed, and people are told.</summary>
    /// <param name="say">Says a line to people.</param>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public void Begin(Action<string> say) => Writing(_path, () =>
    {
        if (_isKept && _use == JobLogUse.Anew) RandomAccess.SetLength(_file, 0);
        if (_isKept) EndLastLine(say);
        if (!_isKept || RandomAccess.GetLength(_file) == 0) Write(JobLogLine.Header + "\n");
        return true;
    });

    void EndLastLine(Action<string> say)
    {
        long length = RandomAccess.GetLength(_file);
        if (length == 0 || LastByte(_path, length) is (byte)'\n') return;
        using SafeFileHandle? lockable = _use == JobLogUse.Append ? Descriptor.OpenToAppend(_path, empty: false) : null;
        bool isOurs = lockable is null || Descriptor.TryLock(lockable);
        if (isOurs && JobLogReader.WholeLength(_path) is { } wholeLength && RandomAccess.GetLength(_file) == length)
        {
            RandomAccess.SetLength(_file, wholeLength);
            say($"flyball: the last line of {UsageException.Quote(_path)} was cut off; it is removed{(_use == JobLogUse.GoOn ? ", and its job runs again" : "")}");
        }
        else
        {
            Write("\n");
        }
    }

    static T Writing<T>(string path, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw UsageException.Of("--joblog", $"cannot write {UsageException.Quote(path)}: {failure.Message}", "--joblog takes the name of a file that can be written");
        }
    }

    static byte? LastByte(string path, long length)
    {
        byte[] last = new byte[1];
        using SafeFileHandle reader = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return RandomAccess.Read(reader, last, length - 1) == 1 ? last[0] : null;
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
