using System.Buffers;
using Flyball.Execution;

namespace Flyball.Cli.Output.Results;

/// <summary>Takes the bytes of a row and hands them on in one piece when it is short, in several when it is long. Not thread safe.</summary>
/// <param name="write">Takes the pieces.</param>
sealed class PieceBuffer(Action<ReadOnlyMemory<byte>> write)
{
    const int PieceSize = 64 * 1024;

    readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>What writes here by itself must let <see cref="Relieve"/> be called now and then.</summary>
    public IBufferWriter<byte> Raw => _buffer;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        _buffer.Write(bytes);
        Relieve();
    }

    /// <summary>Hands on what makes a piece.</summary>
    public void Relieve()
    {
        if (_buffer.WrittenCount >= PieceSize) Flush();
    }

    /// <summary>Hands on what is left.</summary>
    public void Flush()
    {
        ReadOnlyMemory<byte> all = _buffer.WrittenMemory;
        if (!all.IsEmpty) write(all);
        _buffer.ResetWrittenCount();
    }

    /// <summary>Throws away what was not handed on.</summary>
    public void Clear() => _buffer.ResetWrittenCount();

    /// <summary>A content piece by piece. A piece is gone when the next one is asked for.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Pieces(OutputContent content)
    {
        if (content.Length == 0) yield break;
        byte[] piece = ArrayPool<byte>.Shared.Rent((int)Math.Min(PieceSize, content.Length));
        for (long position = 0; content.Read(position, piece) is > 0 and var count; position += count) yield return piece.AsMemory(0, count);
        ArrayPool<byte>.Shared.Return(piece);
    }
}
