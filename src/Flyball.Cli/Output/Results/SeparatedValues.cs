using System.Buffers;
using Flyball.Execution;

namespace Flyball.Cli.Output.Results;

/// <summary>Fields of a table in text form (RFC 4180, but that lines end in a newline alone): quoted where they hold anything but plain characters, quotes doubled. Bytes stay what they are.</summary>
/// <param name="separator">What stands between fields.</param>
sealed class SeparatedValues(byte separator)
{
    readonly SearchValues<byte> _unlikePlain = SearchValues.Create([.. Enumerable.Range(0, 0x21).Select(code => (byte)code), (byte)'"', 0x7f, separator]);

    /// <summary>Writes a field, of any length, and what stands before it.</summary>
    /// <param name="field">What the field holds.</param>
    /// <param name="isFirst">Whether it begins a line.</param>
    /// <param name="to">Where to.</param>
    public void Write(OutputContent field, bool isFirst, PieceBuffer to)
    {
        if (!isFirst) to.Write([separator]);
        bool isQuoted = Any(field, piece => piece.ContainsAny(_unlikePlain));
        if (isQuoted) to.Write("\""u8);
        foreach (ReadOnlyMemory<byte> piece in PieceBuffer.Pieces(field)) WriteDoubled(piece.Span, isQuoted, to);
        if (isQuoted) to.Write("\""u8);
    }

    delegate bool Test(ReadOnlySpan<byte> piece);

    static bool Any(OutputContent field, Test test) => PieceBuffer.Pieces(field).Any(piece => test(piece.Span));

    static void WriteDoubled(ReadOnlySpan<byte> piece, bool isQuoted, PieceBuffer to)
    {
        while (isQuoted && piece.IndexOf((byte)'"') is >= 0 and var quote)
        {
            to.Write(piece[..(quote + 1)]);
            to.Write("\""u8);
            piece = piece[(quote + 1)..];
        }

        to.Write(piece);
    }
}
