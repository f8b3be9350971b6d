using System.Text;
using Flyball.Load.Linux;

namespace Flyball.Execution.Linux;

/// <summary>
/// The kernel's count of processes that it killed for want of memory, among those that share our control group; where there is no such group, on the whole machine. Each kill explains one end. Safe for use by any thread.
/// </summary>
sealed class OutOfMemoryKills : IDisposable
{
    readonly Lock _lock = new();
    readonly HeldFile _file;
    readonly ReadBuffer _buffer = new();
    long _explained;

    /// <param name="root">The folder that /proc and the mount points lie under; empty: the machine's own.</param>
    public OutOfMemoryKills(string root = "")
    {
        byte[] membership = Encoding.UTF8.GetBytes(GroupFile.Read(root + "/proc/self/cgroup")), mounts = Encoding.UTF8.GetBytes(GroupFile.Read(root + "/proc/self/mountinfo"));
        string[] files =
        [
            .. ControlGroups.Version1(root, membership, mounts, "memory"u8).Take(1).Select(group => group.Folder + "/memory.oom_control"),
            .. ControlGroups.Unified(root, membership, mounts).Take(1).Select(group => group.Folder + "/memory.events"),
            root + "/proc/vmstat",
        ];
        _file = new(Array.Find(files, file => CountIn(Encoding.UTF8.GetBytes(GroupFile.Read(file))) is not null) ?? files[^1]);
    }

    /// <summary>How many it has killed so far; <c>null</c>: it does not tell.</summary>
    public long? Count
    {
        get
        {
            lock (_lock) return CountIn(_file.Read(_buffer));
        }
    }

    /// <summary>Whether there was a kill that explains the end of a process, and takes note that it is explained.</summary>
    /// <param name="before">What <see cref="Count"/> was before the process began.</param>
    public bool Explains(long? before)
    {
        lock (_lock)
        {
            long known = Math.Max(_explained, before ?? long.MaxValue);
            if (!(CountIn(_file.Read(_buffer)) > known)) return false;
            _explained = known + 1;
            return true;
        }
    }

    static long? CountIn(ReadOnlySpan<byte> text) => KernelText.NumberAfter(text, "oom_kill "u8);

    public void Dispose() => _file.Dispose();
}
