using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>Writes to descriptors that are shared with other processes: at their common position, which .NET's streams would neither use nor move.</summary>
static unsafe class Descriptor
{
    const int WouldBlock = 11;

    /// <exception cref="IOException">Not everything could be written; the message is the system's, and HResult its number of the error.</exception>
    public static void WriteAll(int descriptor, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            nint written;
            fixed (byte* start = bytes) written = write(descriptor, start, bytes.Length);
            if (written >= 0)
            {
                bytes = bytes[(int)written..];
                continue;
            }

            int error = LastError;
            if (error == WouldBlock) WaitForRoom(descriptor);
            else if (error != Interrupted) throw new IOException(Describe(error), error);
        }
    }

    /// <summary>Somebody who shares the descriptor has made it non-blocking.</summary>
    static void WaitForRoom(int descriptor)
    {
        const short writable = 4;
        var wait = new PollDescriptor { Descriptor = descriptor, Events = writable };
        _ = poll(&wait, 1, -1);
    }
}
