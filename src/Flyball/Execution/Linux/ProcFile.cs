using System.Buffers.Text;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>Opens and reads small files below /proc/PID without allocation. What cannot be read is empty: a process may end at any moment.</summary>
static unsafe class ProcFile
{
    /// <summary>Opens /proc/<paramref name="pid"/>/<paramref name="name"/>, close-on-exec. A file that is open stays that of the process for which it was opened.</summary>
    /// <returns>The descriptor, or −1 with the error set.</returns>
    public static int Open(int pid, scoped ReadOnlySpan<byte> name)
    {
        Span<byte> path = stackalloc byte[64];
        int length = Append(path, Append(path, 0, "/proc/"u8), pid);
        length = Append(path, Append(path, length, "/"u8), name);
        return OpenAt(RootFolder, path[..Append(path, length, "\0"u8)]);
    }

    /// <summary>Opens task/<paramref name="pid"/>/children below /proc/<paramref name="pid"/>: the children that its first thread started.</summary>
    public static int OpenChildren(int pid)
    {
        Span<byte> name = stackalloc byte[32];
        int length = Append(name, Append(name, 0, "task/"u8), pid);
        return Open(pid, name[..Append(name, length, "/children"u8)]);
    }

    /// <summary>Opens the list of the children that a thread started.</summary>
    /// <param name="task">The open folder /proc/PID/task.</param>
    /// <param name="thread">The thread's folder therein.</param>
    public static int OpenChildren(int task, scoped ReadOnlySpan<byte> thread)
    {
        Span<byte> path = stackalloc byte[32];
        int length = Append(path, Append(path, 0, thread), "/children\0"u8);
        return OpenAt(task, path[..length]);
    }

    /// <summary>Reads what fits into the buffer, anew at each call.</summary>
    /// <param name="descriptor">An open file.</param>
    /// <param name="buffer">For what is read.</param>
    /// <param name="offset">Where to begin.</param>
    /// <returns>The bytes read; empty at the end, and when the process is gone.</returns>
    public static Span<byte> Read(int descriptor, Span<byte> buffer, long offset = 0)
    {
        nint got;
        fixed (byte* start = buffer)
        {
            do got = pread(descriptor, start, buffer.Length, offset);
            while (got < 0 && LastError == Interrupted);
        }

        return got > 0 ? buffer[..(int)got] : [];
    }

    /// <summary>Reads from /proc/<paramref name="pid"/>/<paramref name="name"/> what fits into the buffer.</summary>
    /// <returns>The bytes read; empty when the process is gone or the file cannot be read.</returns>
    public static ReadOnlySpan<byte> Read(int pid, scoped ReadOnlySpan<byte> name, Span<byte> buffer)
    {
        int descriptor = Open(pid, name);
        return descriptor < 0 ? [] : ReadAndClose(descriptor, buffer);
    }

    /// <summary>The same for those who take it that a process without the file is gone.</summary>
    /// <returns>The bytes read; empty when the process is gone or the file is not for us.</returns>
    /// <exception cref="IOException">There is no descriptor or no memory left to open it with, which says nothing of the process.</exception>
    public static ReadOnlySpan<byte> ReadUnlessGone(int pid, scoped ReadOnlySpan<byte> name, Span<byte> buffer)
    {
        int descriptor = Open(pid, name);
        if (descriptor >= 0) return ReadAndClose(descriptor, buffer);
        return LastError is TooManyFiles or TooManyFilesInSystem or NoMemory ? throw new IOException(Describe(LastError), LastError) : [];
    }

    static ReadOnlySpan<byte> ReadAndClose(int descriptor, Span<byte> buffer)
    {
        int total = 0;
        while (total < buffer.Length && Read(descriptor, buffer[total..], total).Length is > 0 and int got) total += got;
        _ = close(descriptor);
        return buffer[..total];
    }

    /// <summary>For paths that begin at the root, which openat does not look at it for.</summary>
    const int RootFolder = -1;

    static int OpenAt(int folder, scoped ReadOnlySpan<byte> path)
    {
        int descriptor;
        fixed (byte* start = path)
        {
            do descriptor = openat(folder, start, OpenReadOnly | OpenCloseOnExec, 0);
            while (descriptor < 0 && LastError == Interrupted);
        }

        return descriptor;
    }

    static int Append(Span<byte> path, int length, ReadOnlySpan<byte> text)
    {
        text.CopyTo(path[length..]);
        return length + text.Length;
    }

    static int Append(Span<byte> path, int length, int number)
    {
        Utf8Formatter.TryFormat(number, path[length..], out int digits);
        return length + digits;
    }
}
