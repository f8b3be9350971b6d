using Microsoft.Win32.SafeHandles;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>
/// One output stream of a job: a pipe, and what came out of it so far, in memory while it is short, then in a nameless file. Only a full disk can lose something, and then it
/// is said. Used under the lock of its job.
/// </summary>
sealed unsafe class CollectedStream : IDisposable
{
    /// <summary>Longer outputs go to a file: that many jobs at once must not fill the memory.</summary>
    const int MostInMemory = 32 * 1024;

    /// <summary>One job that writes without end must not keep a thread from the others.</summary>
    const int MostAtOnce = 1024 * 1024;

    byte[] _bytes = [];
    int _count;
    SafeFileHandle? _file;
    long _fileLength;

    CollectedStream(int readEnd, int writeEnd) => (ReadEnd, WriteEnd) = (readEnd, writeEnd);

    /// <summary>Our end; −1: it was closed, or handed on.</summary>
    public int ReadEnd { get; private set; }

    /// <summary>The job's end, until it has it; −1 afterwards.</summary>
    public int WriteEnd { get; private set; }

    /// <summary>Whether nobody can write any more and everything was read.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>Why something was lost; <c>null</c>: nothing was.</summary>
    public string? Failure { get; private set; }

    /// <returns>A new pipe; <c>null</c> with the error set when none can be had.</returns>
    public static CollectedStream? Open()
    {
        int* ends = stackalloc int[2];
        if (pipe2(ends, OpenCloseOnExec) != 0) return null;
        // Reading stops when nothing is there; the job's end stays as programs expect it.
        _ = fcntl(ends[0], SetStatusFlags, NonBlocking);
        return new(ends[0], ends[1]);
    }

    /// <summary>Closes our copy of the job's end, so that the end of the stream can be seen.</summary>
    public void CloseWriteEnd()
    {
        if (WriteEnd >= 0) _ = close(WriteEnd);
        WriteEnd = -1;
    }

    /// <summary>Takes in what is there; of a stream that never runs dry a part.</summary>
    /// <param name="scratch">Used during the call.</param>
    public void ReadAvailable(Span<byte> scratch)
    {
        for (int total = 0; total < MostAtOnce && !AtEnd && ReadEnd >= 0;)
        {
            nint got;
            fixed (byte* start = scratch) got = read(ReadEnd, start, scratch.Length);
            if (got < 0 && LastError == Interrupted) continue;
            if (got < 0) return;
            AtEnd = got == 0;
            total += (int)got;
            if (Failure is null) Keep(scratch[..(int)got]);
        }
    }

    void Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        if (_file is null && _count + bytes.Length <= MostInMemory)
        {
            if (_count + bytes.Length > _bytes.Length) Array.Resize(ref _bytes, _count == 0 ? bytes.Length : Math.Min(MostInMemory, Math.Max(2 * _count, _count + bytes.Length)));
            bytes.CopyTo(_bytes.AsSpan(_count));
            _count += bytes.Length;
            return;
        }

        try
        {
            if (_file is null)
            {
                _file = OutputFile.Open();
                Append(_bytes.AsSpan(0, _count));
                _bytes = [];
            }

            Append(bytes);
        }
        catch (IOException failure)
        {
            Failure = $"{failure.Message.TrimEnd('.')} in '{Path.GetTempPath()}'";
        }
    }

    void Append(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_file!, bytes, _fileLength);
        _fileLength += bytes.Length;
    }

    /// <summary>What was read so far. Valid until the stream is disposed.</summary>
    public OutputContent Content => _file is not null ? new(_file, _fileLength) : _count == 0 ? OutputContent.Empty : new(_bytes, _count);

    /// <summary>Gives our end away.</summary>
    public int TakeReadEnd()
    {
        int end = ReadEnd;
        ReadEnd = -1;
        return end;
    }

    public void Dispose()
    {
        CloseWriteEnd();
        if (ReadEnd >= 0) _ = close(TakeReadEnd());
        _file?.Dispose();
    }
}
