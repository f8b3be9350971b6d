using System.Globalization;
using System.Text;
using Flyball.Jobs;

namespace Flyball.Execution.Linux;

/// <summary>
/// The control groups of jobs that have limits of their own. Other jobs have none: they would cost each 0.2 ms and more, and what they tell is known without (docs/decisions/0015). Safe for use by any thread.
/// </summary>
sealed class JobGroups : IDisposable
{
    const string NameStart = "flyball-";

    /// <summary>The kernel lets go of the last member a moment after its end was told.</summary>
    static readonly TimeSpan s_longestWait = TimeSpan.FromMilliseconds(500), s_pause = TimeSpan.FromMilliseconds(5);

    readonly Func<string, GroupSearch> _find;
    readonly Lock _lock = new();
    readonly List<JobGroup> _ended = [];
    readonly string _names = $"{NameStart}{Environment.ProcessId}-{StartOf(Environment.ProcessId)}-";
    GroupSearch? _memory, _cpu;
    int _made;

    /// <summary>Of this machine.</summary>
    public JobGroups()
        : this("", Descriptor.MayWrite)
    {
    }

    /// <param name="root">The folder that /proc and the mount points lie under; empty: the machine's own.</param>
    /// <param name="mayWrite">Whether we may write there.</param>
    public JobGroups(string root, Func<string, bool> mayWrite) => _find = controller =>
    {
        byte[] membership = Encoding.UTF8.GetBytes(GroupFile.Read(root + "/proc/self/cgroup")), mounts = Encoding.UTF8.GetBytes(GroupFile.Read(root + "/proc/self/mountinfo"));
        return new(GroupParent.Find(root, membership, mounts, controller, mayWrite, out string obstacle), obstacle);
    };

    sealed record GroupSearch(GroupParent? Parent, string Obstacle);

    GroupSearch Memory => _memory ??= _find("memory");

    GroupSearch Cpu => _cpu ??= _find("cpu");

    /// <summary>Why no job can be limited in its CPU use; <c>null</c>: it can.</summary>
    public string? CpuObstacle
    {
        get
        {
            lock (_lock) return Cpu.Parent is null ? Cpu.Obstacle : null;
        }
    }

    /// <summary>Makes the groups of a job.</summary>
    /// <returns><c>null</c>: it needs none, or its memory is to be limited by other means.</returns>
    /// <exception cref="IOException">They cannot be made.</exception>
    public JobGroup? Make(Job job)
    {
        if (job is { MemoryLimit: null, CpuLimit: null }) return null;
        GroupParent? memory, cpu;
        string name;
        lock (_lock)
        {
            if (_made++ == 0) Sweep();
            name = _names + _made.ToString(CultureInfo.InvariantCulture);
            memory = job.MemoryLimit is null ? null : Memory.Parent;
            cpu = job.CpuLimit is null ? null : Cpu.Parent ?? throw new IOException(Cpu.Obstacle);
        }

        return memory is null && cpu is null ? null : JobGroup.Make(memory, cpu, name, job);
    }

    /// <summary>Removes the groups of a job that has ended: now, or as soon as nobody is in them.</summary>
    public void Remove(JobGroup? group)
    {
        if (group is null) return;
        lock (_lock)
        {
            _ended.Add(group);
            _ended.RemoveAll(ended => ended.TryRemove());
        }
    }

    /// <summary>Removes what was left behind by processes that are gone.</summary>
    public void Sweep()
    {
        lock (_lock)
        {
            foreach (GroupParent parent in new[] { Memory.Parent, Cpu.Parent }.OfType<GroupParent>().Distinct())
            {
                try
                {
                    foreach (string folder in Directory.GetDirectories(parent.Folder, NameStart + "*"))
                        if (IsLeftBehind(Path.GetFileName(folder))) JobGroup.TryRemove(folder);
                }
                catch (Exception failure) when (GroupFile.IsExpected(failure))
                {
                    // It was removed itself, or cannot be read.
                }
            }
        }
    }

    static bool IsLeftBehind(string name) =>
        name.Split('-') is [_, var process, var start, _] && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
        && long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out long ticks) && StartOf(pid) != ticks;

    /// <summary>When a process was started, in clock ticks; <c>null</c>: there is none of this number.</summary>
    static long? StartOf(int pid)
    {
        Span<byte> buffer = stackalloc byte[1024];
        return ProcessStat.TryParse(ProcFile.Read(pid, "stat"u8, buffer), out ProcessStat stat) ? stat.StartTicks : null;
    }

    public void Dispose()
    {
        long start = TimeProvider.System.GetTimestamp();
        using var pause = new ManualResetEventSlim();
        while (true)
        {
            lock (_lock)
            {
                _ended.RemoveAll(ended => ended.TryRemove());
                if (_ended.Count == 0 || TimeProvider.System.GetElapsedTime(start) > s_longestWait) return;
            }

            pause.Wait(s_pause);
        }
    }
}
