namespace Flyball.Load.Linux;

/// <summary>Our control groups and their ancestors in all mounted hierarchies. Version 1 and 2 may be mounted side by side.</summary>
sealed class ControlGroups : IDisposable
{
    /// <summary>Where no control group is.</summary>
    public static ControlGroups None => new();

    /// <summary>Groups whose memory use includes ours, innermost first in each hierarchy.</summary>
    public List<MemoryGroup> Memory { get; } = [];

    /// <summary>Groups whose CPU use includes ours, innermost first in each hierarchy.</summary>
    public List<CpuGroup> Cpu { get; } = [];

    /// <param name="root">The folder that the mount points lie under; without a slash at its end.</param>
    /// <param name="membership">The text of <c>/proc/self/cgroup</c>.</param>
    /// <param name="mounts">The text of <c>/proc/self/mountinfo</c>.</param>
    public static ControlGroups Find(string root, ReadOnlySpan<byte> membership, ReadOnlySpan<byte> mounts)
    {
        var groups = new ControlGroups();
        List<ControlGroupPath> accounting = Version1(root, membership, mounts, "cpuacct"u8);
        foreach (ControlGroupPath group in Version1(root, membership, mounts, "cpu"u8)) groups.Cpu.Add(CpuGroup.Version1(group, accounting));

        bool own = true;
        foreach (ControlGroupPath group in Version1(root, membership, mounts, "memory"u8))
        {
            if (own || IsHierarchical(group)) groups.Memory.Add(MemoryGroup.Version1(group));
            own = false;
        }

        foreach (ControlGroupPath group in Unified(root, membership, mounts))
        {
            groups.Cpu.Add(CpuGroup.Version2(group));
            groups.Memory.Add(MemoryGroup.Version2(group));
        }

        return groups;
    }

    /// <summary>Our group and its ancestors, innermost first, in the hierarchy of version 1 that has a controller; empty: there is none.</summary>
    public static List<ControlGroupPath> Version1(string root, ReadOnlySpan<byte> membership, ReadOnlySpan<byte> mounts, ReadOnlySpan<byte> controller) =>
        Ancestors(root, ControlGroupMembership.PathOf(membership, controller), MountInfo.Find(mounts, controller));

    /// <summary>The same in the hierarchy of version 2.</summary>
    public static List<ControlGroupPath> Unified(string root, ReadOnlySpan<byte> membership, ReadOnlySpan<byte> mounts) =>
        Ancestors(root, ControlGroupMembership.UnifiedPath(membership), MountInfo.FindUnified(mounts));

    static List<ControlGroupPath> Ancestors(string root, string? path, List<ControlGroupMount> mounts) =>
        ControlGroupPaths.Ancestors(path, mounts.ConvertAll(mount => mount with { Point = root + mount.Point }), Directory.Exists);

    // A version 1 group may keep its limit to itself; the groups below are then not charged to it. Kernels without the choice have no such file.
    static bool IsHierarchical(ControlGroupPath group)
    {
        using var file = new HeldFile(group.Folder + "/memory.use_hierarchy");
        return KernelText.SingleNumber(file.Read(new())) != 0;
    }

    public void Dispose()
    {
        Memory.ForEach(group => group.Dispose());
        Cpu.ForEach(group => group.Dispose());
    }
}
