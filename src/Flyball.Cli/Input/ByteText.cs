using System.Buffers;
using System.Text;

namespace Flyball.Cli.Input;

/// <summary>
/// Bytes as text and back without loss. Valid UTF-8 is decoded as such; each byte that is not part of it becomes the lone surrogate U+DC00 + byte
/// (U+DC80..U+DCFF), which cannot come from valid UTF-8. File names are bytes, and must arrive at the job as they are.
/// </summary>
static class ByteText
{
    const int EscapeBase = 0xDC00;

    /// <summary>Decodes; never fails.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        StringBuilder text = new(bytes.Length);
        Span<char> pair = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) == OperationStatus.Done)
            {
                text.Append(pair[..rune.EncodeToUtf16(pair)]);
            }
            else
            {
                for (int i = 0; i < length; i++) text.Append((char)(EscapeBase + bytes[i]));
            }

            bytes = bytes[length..];
        }

        return text.ToString();
    }

    /// <summary>Encodes what <see cref="Decode"/> gave into the same bytes. Other lone surrogates become U+FFFD.</summary>
    public static byte[] Encode(ReadOnlySpan<char> text)
    {
        ArrayBufferWriter<byte> bytes = new(text.Length + 4);
        while (!text.IsEmpty)
        {
            // Whole runs of ordinary text at once; what stops a run is an unpaired surrogate.
            OperationStatus status = System.Text.Unicode.Utf8.FromUtf16(
                text, bytes.GetSpan((text.Length * 3) + 1), out int read, out int written, replaceInvalidSequences: false);
            bytes.Advance(written);
            text = text[read..];
            if (status == OperationStatus.Done) break;
            if (text[0] is >= (char)(EscapeBase + 0x80) and <= (char)(EscapeBase + 0xFF)) bytes.Write([(byte)(text[0] - EscapeBase)]);
            else bytes.Write("\uFFFD"u8);
            text = text[1..];
        }

        return bytes.WrittenSpan.ToArray();
    }
}
