using Flyball.Jobs;

namespace Flyball.Execution.Linux;

/// <summary>
/// What the process of a job and all its descendants use. One for each job; it keeps files open between looks, until it is disposed of. A descendant that was
/// seen counts as long as it lives, also when it has lost its parent. Safe for several threads.
/// </summary>
sealed class ProcessTree : IDisposable
{
    readonly Lock _lock = new();
    readonly DescriptorAllowance _allowance;
    readonly TimeProvider _time;
    readonly long _origin;

    /// <summary>The job's own process first, and parents before their children: CPU time that passes from a child to its parent meanwhile is missed once, not counted twice.</summary>
    readonly List<MeasuredProcess> _processes;

    readonly HashSet<int> _numbers;
    readonly List<int> _children = [];
    ByteSize _read, _written;
    long _transfers;

    /// <summary>To be made while <paramref name="root"/> is known to be the job's process, so before it is reaped; it is first looked at by <see cref="Measure"/>.</summary>
    public ProcessTree(int root, DescriptorAllowance allowance, TimeProvider time)
    {
        (_allowance, _time, _origin) = (allowance, time, time.GetTimestamp());
        _processes = [new(root, parent: null, ProcessClock.StartTicksOfNow(), allowance)];
        _numbers = [root];
    }

    /// <summary>
    /// CPU time and storage traffic so far (ended descendants that were waited for included), memory, and processes that want a CPU. <c>null</c> when the job's process is gone or cannot
    /// be read, and after disposal.
    /// </summary>
    public UsageReading? Measure()
    {
        lock (_lock)
        {
            TimeSpan now = _time.GetElapsedTime(_origin);
            int kept = 0;
            for (int i = 0; i < _processes.Count; i++)
            {
                MeasuredProcess process = _processes[i];
                _children.Clear();
                if (process.Look(now, _children))
                {
                    _processes[kept++] = process;
                    foreach (int child in _children) Add(child, process.Pid);
                }
                else if (i > 0)
                {
                    _numbers.Remove(process.Pid);
                }
                else
                {
                    Close();
                    return null;
                }
            }

            _processes.RemoveRange(kept, _processes.Count - kept);
            return Sum();
        }
    }

    void Add(int pid, int parent)
    {
        if (_numbers.Add(pid)) _processes.Add(new(pid, parent, long.MaxValue, _allowance));
    }

    UsageReading? Sum()
    {
        if (_processes.Count == 0 || !_processes[0].WasRead) return null;
        TimeSpan cpu = TimeSpan.Zero;
        long pages = 0;
        int runnable = 0;
        ProcessTraffic? traffic = default(ProcessTraffic);
        foreach (MeasuredProcess process in _processes)
        {
            traffic += process.Traffic;
            cpu += process.Cpu;
            pages += process.ResidentPages;
            if (process.IsRunnable) runnable++;
        }

        UsageReading reading = new(cpu, new ByteSize(pages * Environment.SystemPageSize), runnable);
        if (traffic is not { } moved) return reading;

        // What a process moved that lost its parent is nobody's any more when it has ended.
        _read = ByteSize.Max(_read, new(moved.Read));
        _written = ByteSize.Max(_written, new(moved.Written));
        _transfers = Math.Max(_transfers, moved.Calls);
        return reading with { Read = _read, Written = _written, Transfers = _transfers };
    }

    void Close()
    {
        foreach (MeasuredProcess process in _processes) process.Close();
        _processes.Clear();
    }

    public void Dispose()
    {
        lock (_lock) Close();
    }
}
