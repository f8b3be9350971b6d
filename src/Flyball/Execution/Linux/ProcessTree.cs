using System.Buffers.Text;
using Flyball.Jobs;

namespace Flyball.Execution.Linux;

/// <summary>Adds up what a process and all its descendants use. Not thread safe; keeps its buffers between calls.</summary>
sealed class ProcessTree
{
    /// <summary>Clock ticks per second in /proc/PID/stat: fixed by the kernel's interface to programs.</summary>
    const int TicksPerSecond = 100;

    readonly byte[] _stat = new byte[1024];
    readonly byte[] _children = new byte[64 * 1024];
    readonly Stack<int> _pending = new();

    /// <summary>CPU time so far (ended descendants that were waited for included) and memory now; <c>null</c> when the process is gone.</summary>
    public UsageReading? Measure(int root)
    {
        long ticks = 0, pages = 0;
        int runnable = 0;
        bool any = false;
        _pending.Clear();
        _pending.Push(root);
        while (_pending.TryPop(out int pid))
        {
            if (!ProcessStat.TryParse(ProcFile.Read(pid, "stat"u8, _stat), out ProcessStat stat)) continue;
            any = true;
            ticks += stat.CpuTicks;
            pages += stat.ResidentPages;
            if (stat.IsRunnable) runnable++;
            if (!stat.IsDead) AddChildren(pid, stat.Threads);
        }

        return any ? new(TimeSpan.FromSeconds((double)ticks / TicksPerSecond), new ByteSize(pages * Environment.SystemPageSize), runnable) : null;
    }

    void AddChildren(int pid, int threads)
    {
        if (threads <= 1)
        {
            Add(ProcFile.ReadChildren(pid, pid, _children));
            return;
        }

        // Each thread has children of its own.
        foreach (int thread in Threads(pid)) Add(ProcFile.ReadChildren(pid, thread, _children));
    }

    static IEnumerable<int> Threads(int pid)
    {
        try
        {
            return [.. Directory.EnumerateDirectories($"/proc/{pid}/task").Select(path => int.Parse(Path.GetFileName(path.AsSpan())))];
        }
        catch (IOException)
        {
            return [];
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }

    void Add(ReadOnlySpan<byte> children)
    {
        while (Utf8Parser.TryParse(children, out int child, out int length))
        {
            _pending.Push(child);
            children = children[length..].TrimStart((byte)' ');
        }
    }
}
