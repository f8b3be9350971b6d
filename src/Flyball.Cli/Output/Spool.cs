using System.Buffers;
using Flyball.Execution;
using Microsoft.Win32.SafeHandles;

namespace Flyball.Cli.Output;

/// <summary>Text that waits in a <see cref="Spool"/>: first that for standard output, then that for standard error.</summary>
/// <param name="OutputLength">Bytes for standard output.</param>
/// <param name="ErrorLength">Bytes for standard error.</param>
/// <param name="InMemory">All bytes; <c>null</c>: they are in the file.</param>
/// <param name="Position">Where they begin in the file.</param>
readonly record struct HeldText(long OutputLength, long ErrorLength, byte[]? InMemory, long Position)
{
    public long Length => OutputLength + ErrorLength;
}

/// <summary>
/// Keeps what cannot be printed yet: in memory while it is little, then in one nameless file, however many jobs it comes from. What was printed takes no more room there. Not thread safe.
/// </summary>
/// <param name="openFile">Makes the file. Throws <see cref="IOException"/> when it cannot.</param>
/// <param name="mostInMemory">Bytes.</param>
sealed class Spool(Func<SafeFileHandle> openFile, long mostInMemory = 8 * 1024 * 1024) : IDisposable
{
    const int PieceSize = 256 * 1024;

    readonly ArrayBufferWriter<byte> _piece = new();
    SafeFileHandle? _file;
    long _inMemory, _fileEnd, _inFile;
    long _output, _error;
    bool _intoFile;

    /// <summary>Takes the next piece of the text that <see cref="Hold"/> completes: first all for standard output, then all for standard error.</summary>
    /// <exception cref="IOException">There is no room.</exception>
    public void Write(OutputKind stream, ReadOnlySpan<byte> bytes)
    {
        if (stream == OutputKind.StandardOutput) _output += bytes.Length;
        else _error += bytes.Length;
        _piece.Write(bytes);
        if (_piece.WrittenCount >= PieceSize) WritePiece();
    }

    /// <summary>Keeps what was written since the last call.</summary>
    /// <exception cref="IOException">There is no room.</exception>
    public HeldText Hold()
    {
        long length = _output + _error;
        if (_intoFile || _inMemory + length > mostInMemory) WritePiece();
        HeldText held = _intoFile ? new(_output, _error, null, _fileEnd - length) : new(_output, _error, _piece.WrittenSpan.ToArray(), 0);
        if (_intoFile) _inFile += length;
        else _inMemory += length;
        (_output, _error, _intoFile) = (0, 0, false);
        _piece.ResetWrittenCount();
        return held;
    }

    /// <summary>Prints what was held, and forgets it.</summary>
    /// <exception cref="IOException">It cannot be read back, or the writer cannot take it.</exception>
    public void Print(HeldText held, PieceWriter writer)
    {
        if (held.InMemory is { } bytes)
        {
            _inMemory -= bytes.Length;
            Print(bytes.AsSpan(0, (int)held.OutputLength), OutputKind.StandardOutput, writer);
            Print(bytes.AsSpan((int)held.OutputLength), OutputKind.StandardError, writer);
            return;
        }

        Copy(held.Position, held.OutputLength, OutputKind.StandardOutput, writer);
        Copy(held.Position + held.OutputLength, held.ErrorLength, OutputKind.StandardError, writer);
        Forget(held);
    }

    void WritePiece()
    {
        if (_piece.WrittenCount == 0) return;
        _file ??= openFile();
        PlacedBytes.Write(_file, _piece.WrittenSpan, _fileEnd);
        _fileEnd += _piece.WrittenCount;
        _piece.ResetWrittenCount();
        _intoFile = true;
    }

    static void Print(ReadOnlySpan<byte> bytes, OutputKind stream, PieceWriter writer)
    {
        if (!bytes.IsEmpty) writer(stream, bytes);
    }

    void Copy(long position, long length, OutputKind stream, PieceWriter writer)
    {
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceSize);
        for (long end = position + length; position < end;)
        {
            int count = RandomAccess.Read(_file!, piece.AsSpan(0, (int)Math.Min(PieceSize, end - position)), position);
            if (count == 0) throw new EndOfStreamException("what a job wrote cannot be read back");
            writer(stream, piece.AsSpan(0, count));
            position += count;
        }

        ArrayPool<byte>.Shared.Return(piece);
    }

    void Forget(HeldText held)
    {
        _inFile -= held.Length;
        if (_inFile > 0 || _intoFile)
        {
            Execution.Linux.OutputFile.Forget(_file!, held.Position, held.Length);
            return;
        }

        RandomAccess.SetLength(_file!, 0);
        _fileEnd = 0;
    }

    public void Dispose() => _file?.Dispose();
}
