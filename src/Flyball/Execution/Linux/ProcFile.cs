using System.Buffers.Text;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>Reads small files below /proc/PID without allocation. What cannot be read is empty: a process may end at any moment.</summary>
static unsafe class ProcFile
{
    /// <summary>Reads from /proc/<paramref name="pid"/>/<paramref name="name"/> what fits into the buffer.</summary>
    /// <returns>The bytes read; empty when the process is gone or the file cannot be read.</returns>
    public static ReadOnlySpan<byte> Read(int pid, scoped ReadOnlySpan<byte> name, Span<byte> buffer)
    {
        Span<byte> path = stackalloc byte[128];
        int length = Append(path, 0, "/proc/"u8);
        length = Append(path, length, pid);
        length = Append(path, length, "/"u8);
        length = Append(path, length, name);
        return Read(path[..Append(path, length, "\0"u8)], buffer);
    }

    /// <summary>Reads from /proc/<paramref name="pid"/>/task/<paramref name="thread"/>/children what fits into the buffer.</summary>
    public static ReadOnlySpan<byte> ReadChildren(int pid, int thread, Span<byte> buffer)
    {
        Span<byte> name = stackalloc byte[64];
        int length = Append(name, 0, "task/"u8);
        length = Append(name, length, thread);
        return Read(pid, name[..Append(name, length, "/children"u8)], buffer);
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

    static ReadOnlySpan<byte> Read(scoped ReadOnlySpan<byte> path, Span<byte> buffer)
    {
        int descriptor;
        fixed (byte* start = path)
        {
            do descriptor = open(start, OpenReadOnly | OpenCloseOnExec, 0);
            while (descriptor < 0 && LastError == Interrupted);
        }

        if (descriptor < 0) return [];
        int total = 0;
        fixed (byte* start = buffer)
        {
            while (total < buffer.Length)
            {
                nint got = read(descriptor, start + total, buffer.Length - total);
                if (got > 0) total += (int)got;
                else if (got == 0 || LastError != Interrupted) break;
            }
        }

        close(descriptor);
        return buffer[..total];
    }
}
