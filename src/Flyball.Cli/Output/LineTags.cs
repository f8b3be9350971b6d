using System.Buffers;

namespace Flyball.Cli.Output;

/// <summary>Puts a tag before each line of a stream that comes piece by piece. Lines are not completed: where one ends without a newline, nothing is added.</summary>
/// <param name="tag">What stands before each line.</param>
sealed class LineTags(byte[] tag)
{
    bool _inLine;

    /// <summary>Writes the next piece of the stream.</summary>
    public void Write(ReadOnlySpan<byte> piece, IBufferWriter<byte> to)
    {
        while (!piece.IsEmpty)
        {
            if (!_inLine) to.Write(tag);
            int newline = piece.IndexOf((byte)'\n');
            _inLine = newline < 0;
            int length = _inLine ? piece.Length : newline + 1;
            to.Write(piece[..length]);
            piece = piece[length..];
        }
    }
}
