using System.Buffers;
using System.Collections.Concurrent;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Output;
using Flyball.Execution;
using Flyball.Execution.Linux;

namespace Flyball.Cli.Records;

/// <summary>
/// The file of <c>--checkpoint</c>: notes each job that ran to its end by what it is, so that a later run goes on from there whatever became of the input. Each note is written before the end has
/// consequences. One run at a time has the file.
/// </summary>
sealed class Checkpoint : IDisposable
{
    readonly FileStream _file;
    readonly string _path;
    readonly NotedJobs _earlier;
    readonly long _wholeLength;
    readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>What is on its way through the queue, by its place in the input.</summary>
    readonly ConcurrentDictionary<long, (JobIdentity Identity, bool IsRepeat)> _expected = new();

    long _end;

    Checkpoint(FileStream file, string path)
    {
        (_file, _path) = (file, path);
        _earlier = CheckpointReader.Read(file, path, out _wholeLength);
        _end = _wholeLength;
    }

    /// <summary>Opens the file, made where it is not there, for its owner alone: commands may hold secrets. What it holds stays as it is until it is begun.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="resumes">Whether to go on from what it notes.</param>
    /// <exception cref="UsageException">It cannot be used.</exception>
    public static Checkpoint Open(string path, bool resumes)
    {
        CheckKept(path);
        FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        FileStream? file = null;
        try
        {
            file = new(path, options);
            Checkpoint checkpoint = new(file, path);
            if (!resumes && !checkpoint._earlier.IsEmpty) throw Wrong(path, "notes jobs of an earlier run", "add --resume to go on from there, or remove the file to begin anew");
            return checkpoint;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            file?.Dispose();
            throw CannotUse(path, failure);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>Removes a last line that was cut off, and tells people; begins a new file.</summary>
    /// <param name="say">Says a line to people.</param>
    /// <exception cref="UsageException">It cannot be used.</exception>
    public void Begin(Action<string> say)
    {
        try
        {
            if (_file.Length > _wholeLength)
            {
                _file.SetLength(_wholeLength);
                say($"flyball: the last line of {UsageException.Quote(_path)} was cut off; it is removed, and its job runs again");
            }

            if (_wholeLength > 0) return;
            CheckpointRecord.WriteHeader(_buffer);
            Flush();
        }
        catch (IOException failure)
        {
            throw CannotUse(_path, failure);
        }
    }

    /// <summary>What a job of the input is to the records of earlier runs. Unless it had ended, it is expected to run.</summary>
    /// <param name="number">Its place in the input.</param>
    /// <param name="identity">What it is.</param>
    /// <param name="repeatFailed">Whether those that failed are run again.</param>
    public EarlierRun Take(long number, JobIdentity identity, bool repeatFailed)
    {
        EarlierRun earlier = _earlier.Take(identity, repeatFailed);
        if (earlier is EarlierRun.None or EarlierRun.ToRepeat) _expected[number] = (identity, earlier == EarlierRun.ToRepeat);
        return earlier;
    }

    /// <summary>Takes note of a job that ran to its end.</summary>
    /// <param name="number">Its place in the input.</param>
    /// <param name="ended">Its end.</param>
    /// <param name="start">When it was started.</param>
    public void Add(long number, JobEnded ended, DateTimeOffset start)
    {
        if (!_expected.TryRemove(number, out (JobIdentity Identity, bool IsRepeat) job)) throw new InvalidOperationException($"job {number} was not expected");
        CheckpointRecord.Write(_buffer, new(job.Identity, ended.Outcome.Succeeded, job.IsRepeat), number, ended, start);
    }

    /// <summary>Forgets a job that did not run to its end.</summary>
    public void Drop(long number) => _expected.TryRemove(number, out _);

    /// <summary>Writes what was noted: whole lines, in one piece.</summary>
    /// <exception cref="IOException">The lines could not be written.</exception>
    public void Flush()
    {
        if (_buffer.WrittenCount == 0) return;
        PlacedBytes.Write(_file.SafeFileHandle, _buffer.WrittenSpan, _end);
        _end += _buffer.WrittenCount;
        _buffer.ResetWrittenCount();
    }

    /// <summary>A device takes everything and keeps nothing, and a pipe without a reader is waited for at its opening.</summary>
    /// <exception cref="UsageException">What is there is no file that keeps what is written.</exception>
    public static void CheckKept(string path)
    {
        const string Hint = "--checkpoint takes the name of a file that keeps what is written";
        if (Directory.Exists(path)) throw Wrong(path, "is a directory", Hint);
        if (NamedFile.IsDevice(path) || NamedFile.KeepsNothing(path)) throw Wrong(path, "is no regular file", Hint);
    }

    /// <summary>What to say when the system refuses the file.</summary>
    public static UsageException CannotUse(string path, Exception failure) => failure.HResult == Native.WouldBlock
        ? OwnFile.InUse("--checkpoint", path)
        : UsageException.Of("--checkpoint", $"cannot use {UsageException.Quote(path)}: {ReasonOf(failure)}", "--checkpoint takes the name of a file that can be read and written");

    // A file that is not there is made, so what is missing is its folder.
    static string ReasonOf(Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such folder",
        UnauthorizedAccessException => "permission denied",
        _ => failure.Message,
    };

    /// <summary>What to say of a file that is no good.</summary>
    public static UsageException Wrong(string path, string problem, string hint) => UsageException.Of("--checkpoint", $"{UsageException.Quote(path)} {problem}", hint);

    public void Dispose() => _file.Dispose();
}
