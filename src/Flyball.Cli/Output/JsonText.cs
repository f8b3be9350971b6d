using System.Text;

namespace Flyball.Cli.Output;

/// <summary>Text from the system as JSON can hold it: what is not UTF-8 becomes U+FFFD, the sign for a character that is not known.</summary>
static class JsonText
{
    /// <summary>The same text without lone surrogates, which is what <see cref="Execution.SystemText"/> makes of bytes that are not UTF-8.</summary>
    public static string Of(string text)
    {
        if (!HasLoneSurrogate(text)) return text;
        var valid = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes()) valid.Append(rune.ToString());
        return valid.ToString();
    }

    /// <summary>The same bytes as valid UTF-8, however characters are cut.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> ValidPieces(IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        Decoder decoder = Encoding.UTF8.GetDecoder();
        char[] characters = [];
        foreach (ReadOnlyMemory<byte> piece in pieces)
        {
            int most = Encoding.UTF8.GetMaxCharCount(piece.Length);
            if (characters.Length < most) characters = new char[most];
            int count = decoder.GetChars(piece.Span, characters, flush: false);
            if (count > 0) yield return Encoding.UTF8.GetBytes(characters, 0, count);
        }

        char[] rest = new char[4];
        int left = decoder.GetChars([], rest, flush: true);
        if (left > 0) yield return Encoding.UTF8.GetBytes(rest, 0, left);
    }

    static bool HasLoneSurrogate(string text)
    {
        for (int i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }

        return false;
    }
}
