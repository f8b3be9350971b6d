using System.Buffers;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Output;
using Flyball.Execution.Linux;
using Microsoft.Win32.SafeHandles;

namespace Flyball.Cli.Replay.Recording;

/// <summary>
/// The file of <c>--record</c>. What is added is written a moment later by another thread, in whole lines: a slow disk does not hold up the run, and a crash costs a moment. Safe for use by any thread.
/// </summary>
sealed class RecordingFile : IDisposable
{
    const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A disk that lags behind by more is as good as none.</summary>
    const int MostPending = 64 * 1024 * 1024;

    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    readonly SafeFileHandle _file;
    readonly Action<string> _say;
    readonly ITimer _timer;
    readonly Lock _adding = new(), _writing = new();
    ArrayBufferWriter<byte> _pending = new(), _spare = new();
    bool _isScheduled, _isBroken, _isDisposed;

    RecordingFile(SafeFileHandle file, TimeProvider time, Action<string> say)
    {
        (_file, _say) = (file, say);
        _timer = time.CreateTimer(_ => Write(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Opens the file, and makes it its owner's alone.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="time">Where the pauses come from.</param>
    /// <param name="say">Told once when it cannot be written any more.</param>
    /// <exception cref="UsageException">It cannot be written, or another run has it.</exception>
    public static RecordingFile Open(string path, TimeProvider time, Action<string> say)
    {
        try
        {
            SafeFileHandle file = OwnFile.Open("--record", path);
            // A device or a pipe is not ours to close to others.
            if (!OperatingSystem.IsWindows() && !NamedFile.IsDevice(path) && !NamedFile.KeepsNothing(path)) File.SetUnixFileMode(file, OwnerAlone);
            return new(file, time, say);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw UsageException.Of("--record", $"cannot write {UsageException.Quote(path)}: {failure.Message}", "--record takes the name of a file that can be written");
        }
    }

    /// <summary>Throws away what it holds of an earlier run. Before anything is added.</summary>
    public void Empty() => OwnFile.Empty("--record", _file);

    /// <summary>Takes whole lines.</summary>
    public void Add(ReadOnlySpan<byte> lines)
    {
        lock (_adding)
        {
            if (_isBroken || _isDisposed) return;
            if (_pending.WrittenCount + lines.Length > MostPending)
            {
                Break("the disk is too slow");
                return;
            }

            _pending.Write(lines);
            if (_isScheduled) return;
            _isScheduled = true;
            _timer.Change(s_pause, Timeout.InfiniteTimeSpan);
        }
    }

    void Write()
    {
        lock (_writing)
        {
            ArrayBufferWriter<byte> lines;
            lock (_adding)
            {
                _isScheduled = false;
                if (_isBroken) return;
                (lines, _pending, _spare) = (_pending, _spare, _pending);
            }

            try
            {
                Descriptor.WriteAll((int)_file.DangerousGetHandle(), lines.WrittenSpan);
            }
            catch (IOException failure)
            {
                lock (_adding) Break(failure.Message);
            }

            lines.ResetWrittenCount();
        }
    }

    void Break(string reason)
    {
        _isBroken = true;
        _pending = new();
        _say($"warning: option '--record': cannot be written: {reason}; the record ends here, the run goes on");
    }

    /// <summary>Writes what is left.</summary>
    public void Dispose()
    {
        lock (_adding)
        {
            if (_isDisposed) return;
            _isDisposed = true;
        }

        _timer.Dispose();
        Write();
        _file.Dispose();
    }
}
