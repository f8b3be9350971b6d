using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Flyball.Cli.CommandLine;

namespace Flyball.Cli.JobFiles.Tree;

/// <summary>The bytes of a job file.</summary>
static class SourceText
{
    // An array in .NET ends at 2 GiB; a million jobs need a tenth of this.
    const int MostBytes = 1 << 30;

    /// <summary>Reads all there is.</summary>
    /// <returns>UTF-8 without a byte order mark.</returns>
    /// <exception cref="UsageException">The stream cannot be read, or is too long.</exception>
    public static ReadOnlyMemory<byte> Read(Stream stream, string name)
    {
        using var copy = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        try
        {
            while (stream.Read(buffer) is > 0 and var length)
            {
                if (copy.Length + length > MostBytes) throw new UsageException($"{name}: is longer than 1 GiB", "make several files of it");
                copy.Write(buffer, 0, length);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new UsageException($"{name}: cannot be read: {failure.Message}", "give a job file in YAML, JSON or JSON Lines that can be read to its end");
        }

        ReadOnlyMemory<byte> bytes = copy.GetBuffer().AsMemory(0, (int)copy.Length);
        return bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
    }

    /// <summary>Reports the first byte that is not UTF-8.</summary>
    public static bool IsUtf8(ReadOnlySpan<byte> text, Problems problems)
    {
        if (Utf8.IsValid(text)) return true;
        int offset = 0;
        while (Rune.DecodeFromUtf8(text[offset..], out _, out int length) == OperationStatus.Done) offset += length;
        problems.Add(new PositionCursor(text, Position.Start).MoveTo(offset), $"the byte 0x{text[offset]:x2} is not UTF-8", "save the file as UTF-8");
        return false;
    }
}
