using Flyball.Cli.CommandLine;
using Flyball.Execution;
using Flyball.Jobs;

namespace Flyball.Cli.Input;

/// <summary>
/// Records of a byte stream, each as soon as it is complete: whoever writes the stream may still be busy. Only the delimiter ends a record; an empty record is
/// one too. The last one needs no delimiter.
/// </summary>
static class RecordReader
{
    /// <summary>No argument is longer by far: the stream is none of lines.</summary>
    const int Longest = 1 << 30;

    /// <summary>Reads with blocking calls.</summary>
    /// <param name="stream">Read to its end; not closed.</param>
    /// <param name="name">What the stream is called in messages.</param>
    /// <param name="delimiter">At least one byte.</param>
    /// <param name="longest">Bytes that a record may have.</param>
    /// <exception cref="UsageException">The stream cannot be read, or a record is too long, or holds a NUL byte, which no argument can.</exception>
    public static IEnumerable<string> Read(Stream stream, string name, byte[] delimiter, int longest = Longest)
    {
        byte[] buffer = new byte[64 * 1024];
        int start = 0, end = 0, searched = 0;
        long number = 0;
        while (true)
        {
            int found = buffer.AsSpan(searched, end - searched).IndexOf(delimiter);
            if (found >= 0)
            {
                yield return Record(buffer.AsSpan(start, searched + found - start), name, ++number);
                searched = start = searched + found + delimiter.Length;
                continue;
            }

            // No complete record: move the begun one to the front, make room, read on. The delimiter may have begun, too.
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
            searched = Math.Max(0, end - delimiter.Length + 1);
            if (end >= longest) throw new UsageException($"{name}: line {number + 1} is longer than {new ByteSize(longest)}", "values are lines of text; '--null' and '--delimiter' read values that something else separates");
            if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            int count = ReadSome(stream, buffer.AsSpan(end), name);
            if (count == 0) break;
            end += count;
        }

        if (end > 0) yield return Record(buffer.AsSpan(0, end), name, ++number);
    }

    static int ReadSome(Stream stream, Span<byte> buffer, string name)
    {
        try
        {
            return stream.Read(buffer);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot read {name}: {failure.Message}", "check that it can be read to its end");
        }
    }

    static string Record(ReadOnlySpan<byte> bytes, string name, long number) => bytes.Contains((byte)0)
        ? throw new UsageException($"{name}: line {number} holds a NUL byte", "values are lines of text; '--null' reads values that NUL bytes separate")
        : SystemText.GetString(bytes);
}
