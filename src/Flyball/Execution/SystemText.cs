using System.Text;

namespace Flyball.Execution;

/// <summary>
/// Text that goes to and comes from the system, which knows bytes: UTF-8, with each byte that is not part of valid UTF-8 kept as one of the lone
/// surrogates U+DC80..U+DCFF. So any file name or line survives the way through .NET strings unchanged.
/// </summary>
public static class SystemText
{
    const char FirstEscape = '\uDC80', LastEscape = '\uDCFF';

    /// <summary>The bytes that a text of this many characters needs at most.</summary>
    public static int MaxByteCount(int characters) => 3 * characters;

    /// <summary>Decodes bytes; never fails and loses nothing.</summary>
    public static string GetString(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            // Valid runs are decoded at once; only what is damaged goes byte by byte.
            int valid = ValidLength(bytes);
            if (valid > 0) text.Append(Encoding.UTF8.GetString(bytes[..valid]));
            bytes = bytes[valid..];
            if (bytes.IsEmpty) break;
            text.Append((char)(0xDC00 + bytes[0]));
            bytes = bytes[1..];
        }

        return text.ToString();
    }

    /// <summary>Encodes text; the reverse of <see cref="GetString"/>.</summary>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="ArgumentException">The destination is shorter than <see cref="MaxByteCount"/> asks for.</exception>
    public static int GetBytes(ReadOnlySpan<char> text, Span<byte> destination)
    {
        int written = 0;
        while (!text.IsEmpty)
        {
            int escape = text.IndexOfAnyInRange(FirstEscape, LastEscape);
            // A low surrogate that completes a pair is an ordinary character.
            while (escape > 0 && char.IsHighSurrogate(text[escape - 1]))
            {
                int next = text[(escape + 1)..].IndexOfAnyInRange(FirstEscape, LastEscape);
                escape = next < 0 ? -1 : escape + 1 + next;
            }

            ReadOnlySpan<char> plain = escape < 0 ? text : text[..escape];
            written += Encoding.UTF8.GetBytes(plain, destination[written..]);
            if (escape < 0) break;
            if (written == destination.Length) throw new ArgumentException("The destination is too short.", nameof(destination));
            destination[written++] = (byte)(text[escape] - 0xDC00);
            text = text[(escape + 1)..];
        }

        return written;
    }

    static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        int length = 0;
        while (length < bytes.Length && Rune.DecodeFromUtf8(bytes[length..], out _, out int consumed) == System.Buffers.OperationStatus.Done)
            length += consumed;
        return length;
    }
}
