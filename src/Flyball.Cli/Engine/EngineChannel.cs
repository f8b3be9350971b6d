using System.Buffers.Binary;
using Flyball.Cli.CommandLine;
using Flyball.Execution;
using Flyball.Execution.Linux;

namespace Flyball.Cli.Engine;

/// <summary>
/// The pipe from the front to the engine. Through it go the words of the command line, byte for byte and without showing in the engine's own, and then nothing more: its end tells
/// the engine that the front is gone.
/// </summary>
static class EngineChannel
{
    /// <summary>The words of our own command line, also those that are not UTF-8, which .NET would alter.</summary>
    /// <param name="words">The same words as .NET gives them: their number is right.</param>
    /// <exception cref="UsageException">The kernel does not tell them.</exception>
    public static byte[] OwnWords(IReadOnlyCollection<string> words)
    {
        byte[] all = OwnCommandLine();
        Range[] ranges = [.. Ranges(all)];
        if (ranges.Length < words.Count) throw NotTold("it is empty");
        return all[(words.Count == 0 ? all.Length : ranges[^words.Count].Start.Value)..];
    }

    static byte[] OwnCommandLine()
    {
        try
        {
            return File.ReadAllBytes("/proc/self/cmdline");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw NotTold("there is no such file");
        }
    }

    static UsageException NotTold(string why) => new($"'/proc/self/cmdline' cannot be read: {why}", "flyball needs /proc, as 'mount -t proc proc /proc' makes it");

    /// <exception cref="IOException">The engine does not read.</exception>
    public static void Send(int descriptor, ReadOnlySpan<byte> words)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, words.Length);
        Descriptor.WriteAll(descriptor, length);
        Descriptor.WriteAll(descriptor, words);
    }

    /// <exception cref="EndOfStreamException">Nothing was sent.</exception>
    public static string[] Receive(Stream channel)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        channel.ReadExactly(length);
        byte[] all = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
        channel.ReadExactly(all);
        return [.. Ranges(all).Select(range => SystemText.GetString(all.AsSpan(range)))];
    }

    /// <summary>The words, each of which a NUL ends.</summary>
    static IEnumerable<Range> Ranges(byte[] all)
    {
        for (int start = 0; start < all.Length;)
        {
            int end = Array.IndexOf(all, (byte)0, start);
            if (end < 0) end = all.Length;
            yield return start..end;
            start = end + 1;
        }
    }
}
