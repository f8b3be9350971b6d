using System.Buffers.Text;
using System.Runtime.InteropServices;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>The kernel's lists of children: /proc/PID/task/TID/children, one for each thread.</summary>
static unsafe class ChildList
{
    /// <summary>Adds the numbers in an open list.</summary>
    public static void Read(int descriptor, List<int> children)
    {
        Span<byte> buffer = stackalloc byte[4096];
        long offset = 0;
        while (true)
        {
            // Long lists come in parts, which may end within a number: what follows the last space is read again.
            ReadOnlySpan<byte> text = ProcFile.Read(descriptor, buffer, offset);
            int whole = text.LastIndexOf((byte)' ') + 1;
            if (whole == 0) return;
            offset += whole;
            Add(text[..whole], children);
        }
    }

    /// <summary>Adds the children of all threads of a process but its first.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="stat">Its open file stat.</param>
    /// <param name="children">To which they are added.</param>
    public static void ReadOfOtherThreads(int pid, int stat, List<int> children)
    {
        int task = ProcFile.Open(pid, "task"u8);
        if (task < 0) return;
        nint threads = fdopendir(task);
        if (threads == 0)
        {
            _ = close(task);
            return;
        }

        // While the process can still be read its number has not gone to another one, so the folder is its own.
        Span<byte> any = stackalloc byte[16];
        bool isOwn = !ProcFile.Read(stat, any).IsEmpty;
        while (isOwn && readdir(threads) is var entry && entry is not null)
        {
            ReadOnlySpan<byte> name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(NameOf(entry));
            if (Utf8Parser.TryParse(name, out int thread, out _) && thread != pid) ReadOfThread(task, name, children);
        }

        _ = closedir(threads);
    }

    static void ReadOfThread(int task, ReadOnlySpan<byte> thread, List<int> children)
    {
        int list = ProcFile.OpenChildren(task, thread);
        if (list < 0) return;
        Read(list, children);
        _ = close(list);
    }

    static void Add(ReadOnlySpan<byte> text, List<int> children)
    {
        while (Utf8Parser.TryParse(text, out int child, out int length))
        {
            children.Add(child);
            text = text[length..].TrimStart((byte)' ');
        }
    }
}
