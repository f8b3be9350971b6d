using System.Buffers;
using Flyball.Execution.Linux;

namespace Flyball.Execution;

/// <summary>
/// This process's own standard output and standard error, as the output of jobs is written to them. Once standard output cannot be written nothing more is: not to have some of it
/// would go unnoticed. Used by one thread at a time, but for what tells of failures.
/// </summary>
sealed class StandardStreams : IDisposable
{
    const int StandardOutput = (int)OutputKind.StandardOutput, StandardError = (int)OutputKind.StandardError, BufferSize = 256 * 1024;

    readonly CancellationTokenSource _broken = new();

    /// <summary>Cancelled when standard output could not be written.</summary>
    public CancellationToken Broken => _broken.Token;

    /// <summary>Whether it could not be written because nobody reads it any more, which is nobody's fault.</summary>
    public bool ReaderHasGone { get; private set; }

    /// <summary>Why it could not be written, when that is not for want of a reader; <c>null</c>: it could.</summary>
    public IOException? Fault { get; private set; }

    /// <summary>Whether what a terminal was given last did not end its line.</summary>
    bool _hasOpenLine;

    /// <summary>Of each stream by its descriptor whether it is a terminal. One that was closed does not know it any more.</summary>
    readonly bool[] _isTerminal = [false, !Console.IsOutputRedirected, !Console.IsErrorRedirected];

    /// <summary>Whether both are of a kind that tells whether it has room. Of terminals and sockets nobody knows.</summary>
    public bool TellOfRoom { get; } = Descriptor.IsPipeOrFile(StandardOutput) && Descriptor.IsPipeOrFile(StandardError);

    /// <summary>Whether a few bytes can be written to a stream without waiting.</summary>
    public static bool HasRoom(OutputKind stream) => Descriptor.HasRoom((int)stream);

    /// <summary>
    /// Writes bytes. A standard error that is closed or full loses messages, not jobs: as for any program. So does a terminal that was closed: the system says so by a signal, and that says what becomes of the jobs.
    /// </summary>
    /// <exception cref="IOException">Standard output cannot be written, now or since earlier.</exception>
    public void Write(OutputKind stream, ReadOnlySpan<byte> bytes)
    {
        if (_broken.IsCancellationRequested) throw new IOException("an earlier output could not be written");
        try
        {
            Descriptor.WriteAll((int)stream, bytes);
            if (!bytes.IsEmpty && _isTerminal[(int)stream]) Volatile.Write(ref _hasOpenLine, bytes[^1] != '\n');
        }
        catch (IOException failure)
        {
            if ((int)stream == StandardError) return;
            if (_isTerminal[StandardOutput] && failure.HResult == Native.InputOutput)
            {
                ReaderHasGone = true;
                return;
            }

            if (failure.HResult == Native.BrokenPipe) ReaderHasGone = true;
            else Fault = failure;
            _broken.Cancel();
            throw;
        }
    }

    /// <summary>Writes a whole content.</summary>
    /// <exception cref="IOException">As above; or the content cannot be read.</exception>
    public void Write(OutputKind stream, OutputContent content)
    {
        Write(stream, content.InMemory);
        if (!content.IsInFile) return;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long position = 0;
            while (content.Read(position, buffer) is > 0 and var count)
            {
                Write(stream, buffer.AsSpan(0, count));
                position += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether the cursor of a terminal stands behind something that was written here. Whoever asks goes on in a new line.</summary>
    public bool TakeOpenLine() => Interlocked.Exchange(ref _hasOpenLine, false);

    /// <summary>Looks whether anybody reads standard output, where others write to it: if nobody does, that is as if we had heard it ourselves.</summary>
    public void CheckReader()
    {
        if (!Descriptor.ReaderHasGone(StandardOutput)) return;
        ReaderHasGone = true;
        if (!_isTerminal[StandardOutput]) _broken.Cancel();
    }

    /// <summary>Nothing more is to be written, since something that belongs there was lost.</summary>
    public void Break() => _broken.Cancel();

    public void Dispose() => _broken.Dispose();
}
