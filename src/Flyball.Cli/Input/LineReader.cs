using Flyball.Cli.CommandLine;
using Flyball.Execution;

namespace Flyball.Cli.Input;

/// <summary>
/// Lines of a byte stream, each as soon as it is complete: whoever writes the stream may still be busy. Only the newline ends a line; a carriage
/// return belongs to it, and an empty line is a value too. The last line needs no newline.
/// </summary>
static class LineReader
{
    /// <summary>Reads with blocking calls.</summary>
    /// <param name="stream">Read to its end; not closed.</param>
    /// <param name="name">What the stream is called in messages.</param>
    /// <exception cref="UsageException">The stream cannot be read, or a line holds a NUL byte, which no argument can.</exception>
    public static IEnumerable<string> Read(Stream stream, string name)
    {
        byte[] buffer = new byte[64 * 1024];
        int start = 0;
        int end = 0;
        long number = 0;
        while (true)
        {
            int newline = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                yield return Line(buffer.AsSpan(start, newline), name, ++number);
                start += newline + 1;
                continue;
            }

            // No complete line: move the begun one to the front, make room, read on.
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
            if (end == buffer.Length) Array.Resize(ref buffer, checked(buffer.Length * 2));
            int count = ReadSome(stream, buffer.AsSpan(end), name);
            if (count == 0) break;
            end += count;
        }

        if (end > 0) yield return Line(buffer.AsSpan(0, end), name, ++number);
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

    static string Line(ReadOnlySpan<byte> bytes, string name, long number) => bytes.Contains((byte)0)
        ? throw new UsageException($"{name}: line {number} holds a NUL byte", "values are lines of text; turn NUL-separated values into lines with: tr '\\0' '\\n'")
        : SystemText.GetString(bytes);
}
