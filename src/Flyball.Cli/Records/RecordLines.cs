namespace Flyball.Cli.Records;

/// <summary>The lines of a file of records, as far as they were written whole: a crash may have cut the last one off.</summary>
/// <param name="stream">Read from where it stands to its end.</param>
sealed class RecordLines(Stream stream)
{
    /// <summary>No job has a longer one: the file is something else.</summary>
    const int LongestLine = 64 * 1024 * 1024;

    /// <summary>The number of the line that was given last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>How long the lines are that were given so far, with their newlines, in bytes.</summary>
    public long WholeLength { get; private set; }

    /// <summary>The lines in order, without their newlines. Each is good until the next one is asked for.</summary>
    /// <exception cref="IOException">The stream cannot be read, or holds no lines.</exception>
    public IEnumerable<ReadOnlyMemory<byte>> Read()
    {
        byte[] buffer = new byte[64 * 1024];
        int start = 0, end = 0;
        while (true)
        {
            int length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                Number++;
                WholeLength += length + 1;
                yield return buffer.AsMemory(start, length);
                start += length + 1;
                continue;
            }

            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
            if (end == LongestLine) throw new IOException($"line {Number + 1} is longer than 64 MiB");
            if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            int count = stream.Read(buffer, end, buffer.Length - end);
            if (count == 0) yield break;
            end += count;
        }
    }
}
