using System.Globalization;
using System.Text;
using Flyball.Jobs;
using Flyball.Load.Linux;
using Microsoft.Win32.SafeHandles;

namespace Flyball.Execution.Linux;

/// <summary>The control group of one job, or its groups: in version 1 there is one for each controller.</summary>
sealed class JobGroup
{
    /// <summary>The kernel's own period, in microseconds, over which it counts CPU time.</summary>
    const int Period = 100_000;

    const string CallingThread = "0";

    (string Folder, bool IsVersion2)? _memory;
    readonly List<string> _folders = [];

    /// <summary>Those of version 1, each with our own group, in which it was made.</summary>
    readonly List<(string Folder, string Own)> _entered = [];

    /// <summary>Open while a thread is in them: the way back, which must not fail for want of a descriptor.</summary>
    readonly List<SafeFileHandle> _back = [];

    /// <summary>Those of version 2.</summary>
    readonly List<string> _joined = [];

    JobGroup()
    {
    }

    /// <summary>Whether the memory of its members is limited and counted together.</summary>
    public bool LimitsMemory => _memory is not null;

    /// <summary>How many of its members the kernel has killed for want of memory.</summary>
    public long OutOfMemoryKills => _memory is { } group ? KernelText.NumberAfter(Text(group.IsVersion2 ? "memory.events" : "memory.oom_control"), "oom_kill "u8) ?? 0 : 0;

    /// <summary>The most that its members held together, with their files in the page cache; <c>null</c>: unknown.</summary>
    public ByteSize? PeakMemory => _memory is { } group && KernelText.SingleNumber(Text(group.IsVersion2 ? "memory.peak" : "memory.max_usage_in_bytes")) is { } peak ? new(peak) : null;

    /// <summary>Makes the groups of a job.</summary>
    /// <param name="memory">Below which its memory is limited; <c>null</c>: it is not.</param>
    /// <param name="cpu">Below which its CPU use is limited; <c>null</c>: it is not.</param>
    /// <param name="name">Its name, which no other has.</param>
    /// <param name="job">Has the limits.</param>
    /// <exception cref="IOException">They cannot be made.</exception>
    public static JobGroup Make(GroupParent? memory, GroupParent? cpu, string name, Job job)
    {
        var group = new JobGroup();
        try
        {
            if (memory is { } first && job.MemoryLimit is { } bytes) group.LimitMemory(first, name, bytes);
            if (cpu is { } second && job.CpuLimit is { } cores) LimitCpu(group.Make(second, name), second.IsVersion2, cores);
            return group;
        }
        catch
        {
            group.TryRemove();
            throw;
        }
    }

    /// <summary>Whether processes have to be taken in after their start: version 2 knows no threads that are in another group than their process.</summary>
    public bool TakesInProcesses => _joined.Count > 0;

    /// <summary>Has the calling thread enter the groups that take threads: what it starts then is in them from its first instruction on.</summary>
    /// <exception cref="IOException">It cannot.</exception>
    public void Enter()
    {
        foreach ((string _, string own) in _entered) _back.Add(GroupFile.Open(own + "/tasks"));
        foreach ((string folder, string _) in _entered) GroupFile.Write(folder + "/tasks", CallingThread);
    }

    /// <summary>Has the calling thread go back to where all others of this process are, also from a group that it could not enter wholly.</summary>
    /// <exception cref="IOException">It cannot.</exception>
    public void Leave()
    {
        try
        {
            foreach (SafeFileHandle own in _back) GroupFile.Write(own, CallingThread);
        }
        finally
        {
            foreach (SafeFileHandle own in _back) own.Dispose();
            _back.Clear();
        }
    }

    /// <summary>Takes in a process that has started, and what it starts from then on. One that has ended is none.</summary>
    /// <exception cref="IOException">It cannot be taken in.</exception>
    public void Attach(int pid)
    {
        foreach (string folder in _joined)
        {
            try
            {
                GroupFile.Write($"{folder}/cgroup.procs", pid.ToString(CultureInfo.InvariantCulture));
            }
            catch (IOException gone) when (gone.HResult == Native.NoSuchProcess)
            {
                return;
            }
        }
    }

    /// <summary>Removes the groups.</summary>
    /// <returns>Whether nothing is left of them: a member that has just ended, or outlived its job, keeps them.</returns>
    public bool TryRemove()
    {
        _folders.RemoveAll(TryRemove);
        return _folders.Count == 0;
    }

    /// <summary>Removes one group that may have members.</summary>
    public static bool TryRemove(string folder)
    {
        try
        {
            Directory.Delete(folder);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception failure) when (GroupFile.IsExpected(failure))
        {
            return false;
        }
    }

    string Make(GroupParent parent, string name)
    {
        string folder = $"{parent.Folder}/{name}";
        if (_folders.Contains(folder)) return folder;
        Descriptor.MakeFolders(folder);
        _folders.Add(folder);
        if (parent.IsVersion2) _joined.Add(folder);
        else _entered.Add((folder, parent.Folder));
        return folder;
    }

    void LimitMemory(GroupParent parent, string name, ByteSize limit)
    {
        (string folder, bool isVersion2) = (Make(parent, name), parent.IsVersion2);
        _memory = (folder, isVersion2);
        string bytes = limit.Bytes.ToString(CultureInfo.InvariantCulture);
        GroupFile.Write($"{folder}/{(isVersion2 ? "memory.max" : "memory.limit_in_bytes")}", bytes);

        // Else what is above the limit would go to swap space, without end. Kernels without swap have no such file.
        string swap = $"{folder}/{(isVersion2 ? "memory.swap.max" : "memory.memsw.limit_in_bytes")}";
        if (File.Exists(swap)) GroupFile.Write(swap, isVersion2 ? "0" : bytes);
    }

    static void LimitCpu(string folder, bool isVersion2, double cores)
    {
        string quota = ((long)Math.Round(cores * Period)).ToString(CultureInfo.InvariantCulture);
        if (isVersion2)
        {
            GroupFile.Write($"{folder}/cpu.max", $"{quota} {Period}");
            return;
        }

        GroupFile.Write($"{folder}/cpu.cfs_period_us", $"{Period}");
        GroupFile.Write($"{folder}/cpu.cfs_quota_us", quota);
    }

    byte[] Text(string file) => Encoding.UTF8.GetBytes(GroupFile.Read($"{_memory!.Value.Folder}/{file}"));
}
