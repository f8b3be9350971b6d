using System.Buffers;
using Flyball.Execution;

namespace Flyball.Cli.Output;

/// <summary>Takes bytes for one of the two streams.</summary>
delegate void PieceWriter(OutputKind stream, ReadOnlySpan<byte> bytes);

/// <summary>One stream of a job on its way to be printed: what of it was said already, and its lines' tags. Used by one thread at a time.</summary>
/// <param name="stream">Which.</param>
/// <param name="tag">What stands before each line; empty: nothing.</param>
sealed class StreamText(OutputKind stream, byte[] tag)
{
    const int PieceSize = 64 * 1024;

    /// <summary>Holes are made in steps of this.</summary>
    const long ForgottenAtOnce = 1024 * 1024;

    readonly LineTags? _tags = tag.Length > 0 ? new(tag) : null;
    long _printed, _searched, _forgotten;

    /// <summary>Prints the lines that have been ended since the last call.</summary>
    /// <param name="soFar">All of the stream up to now.</param>
    /// <param name="writer">Where to.</param>
    public void PrintLines(OutputContent soFar, PieceWriter writer)
    {
        if (soFar.Length <= _searched) return;
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceSize);
        long end = EndOfLastLine(soFar, piece.AsSpan(0, PieceSize));
        ArrayPool<byte>.Shared.Return(piece);
        _searched = soFar.Length;
        if (end > _printed) Print(soFar, end, writer);
    }

    /// <summary>Prints all that was not printed yet.</summary>
    public void PrintRest(OutputContent all, PieceWriter writer) => Print(all, all.Length, writer);

    /// <returns>The place behind the last newline that was not searched for before; 0: there is none.</returns>
    long EndOfLastLine(OutputContent soFar, Span<byte> piece)
    {
        for (long end = soFar.Length; end > _searched;)
        {
            long start = Math.Max(_searched, end - piece.Length);
            int count = soFar.Read(start, piece[..(int)(end - start)]);
            int newline = piece[..count].LastIndexOf((byte)'\n');
            if (newline >= 0) return start + newline + 1;
            end = start;
        }

        return 0;
    }

    void Print(OutputContent content, long end, PieceWriter writer)
    {
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceSize);
        ArrayBufferWriter<byte>? tagged = _tags is null ? null : new();
        while (_printed < end)
        {
            int count = content.Read(_printed, piece.AsSpan(0, (int)Math.Min(PieceSize, end - _printed)));
            if (count == 0) throw new EndOfStreamException("what a job wrote cannot be read back");
            _printed += count;
            if (tagged is null)
            {
                writer(stream, piece.AsSpan(0, count));
                continue;
            }

            _tags!.Write(piece.AsSpan(0, count), tagged);
            writer(stream, tagged.WrittenSpan);
            tagged.ResetWrittenCount();
        }

        ArrayPool<byte>.Shared.Return(piece);
        Forget(content);
    }

    /// <summary>A job that runs for days must not fill the disk with what was printed long ago.</summary>
    void Forget(OutputContent content)
    {
        if (_printed - _forgotten < ForgottenAtOnce) return;
        content.Forget(_forgotten, _printed - _forgotten);
        _forgotten = _printed;
    }
}
