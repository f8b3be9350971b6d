using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>One output stream of a job: a pipe, and what came out of it so far. Used under the lock of its job.</summary>
sealed unsafe class CollectedStream : IDisposable
{
    /// <summary>One job that writes without end must not keep a thread from the others.</summary>
    const int MostAtOnce = 1024 * 1024;

    CollectedStream(int readEnd, int writeEnd) => (ReadEnd, WriteEnd) = (readEnd, writeEnd);

    /// <summary>Our end; −1: it was closed, or handed on.</summary>
    public int ReadEnd { get; private set; }

    /// <summary>The job's end, until it has it; −1 afterwards.</summary>
    public int WriteEnd { get; private set; }

    /// <summary>Whether nobody can write any more and everything was read.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>What was read so far.</summary>
    public OutputBuffer Buffer { get; } = new(OutputFile.Open);

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
            Buffer.Append(scratch[..(int)got]);
        }
    }

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
        Buffer.Dispose();
    }
}
