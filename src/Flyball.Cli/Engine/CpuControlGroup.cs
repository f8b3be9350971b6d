using System.Globalization;
using Flyball.Execution.Linux;
using Flyball.Load.Linux;

namespace Flyball.Cli.Engine;

/// <summary>The control group in which the CPU is shared out among us and others, in a hierarchy of version 1 or 2.</summary>
/// <param name="Name">Its path from the root of its hierarchy.</param>
/// <param name="Folder">The folder with its files.</param>
/// <param name="IsUnified">Whether it is of version 2.</param>
sealed record CpuControlGroup(string Name, string Folder, bool IsUnified)
{
    const string ChildPrefix = "flyball-";

    /// <summary>Weight of nice 0, and how much less each step of nice is: as the kernel has it.</summary>
    const double UsualShares = 1024, UsualWeight = 100, PerNice = 1.25;

    /// <summary>Of the process itself; <c>null</c>: it is in the root group, so that the CPU is shared out by other rules, or groups cannot be seen.</summary>
    public static CpuControlGroup? Own()
    {
        try
        {
            byte[] membership = File.ReadAllBytes("/proc/self/cgroup"), mounts = File.ReadAllBytes("/proc/self/mountinfo");
            if (ControlGroupMembership.PathOf(membership, "cpu"u8) is { } path)
            {
                // In a namespace every group may be called "/"; only the real root has an agent.
                List<ControlGroupPath> groups = ControlGroupPaths.Ancestors(path, MountInfo.Find(mounts, "cpu"u8), Directory.Exists);
                return groups is [var own, ..] && !File.Exists($"{own.Folder}/release_agent") ? new(own.Name, own.Folder, IsUnified: false) : null;
            }

            foreach (ControlGroupPath group in ControlGroupPaths.Ancestors(ControlGroupMembership.UnifiedPath(membership), MountInfo.FindUnified(mounts), Directory.Exists))
                if (File.Exists($"{group.Folder}/cpu.weight")) return new(group.Name, group.Folder, IsUnified: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // No /proc: then nothing can be told.
        }

        return null;
    }

    /// <summary>Whether a group of our own may be made in it: in version 2 only where it already shares the CPU out among groups below.</summary>
    public bool MayHaveChild => IsWritable(Folder) && IsWritable($"{Folder}/cgroup.procs")
        && (!IsUnified || File.ReadAllText($"{Folder}/cgroup.subtree_control").Split(' ', '\n').Contains("cpu"));

    /// <summary>Moves a process and all that it will start to a group of its own with the weight of a nice value.</summary>
    /// <exception cref="IOException">It cannot be done; nothing is left behind.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be done.</exception>
    public void Lower(int pid, int nice)
    {
        string child = Child(pid);
        double factor = Math.Pow(PerNice, -nice);
        (string file, double weight) = IsUnified ? ("cpu.weight", UsualWeight * factor) : ("cpu.shares", UsualShares * factor);
        Directory.CreateDirectory(child);
        try
        {
            File.WriteAllText($"{child}/{file}", Math.Max(IsUnified ? 1 : 2, (int)Math.Round(weight)).ToString(CultureInfo.InvariantCulture));
            Move(pid, child);
        }
        catch
        {
            Remove(pid);
            throw;
        }
    }

    /// <summary>Moves the process back, and takes its group away.</summary>
    public void Restore(int pid)
    {
        try
        {
            Move(pid, Folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Then the group stays too.
        }

        Remove(pid);
    }

    /// <summary>Takes away the group of a process that has ended, if there is one.</summary>
    public void Remove(int pid)
    {
        try
        {
            if (Directory.Exists(Child(pid))) Directory.Delete(Child(pid));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Something of its jobs lives on in it.
        }
    }

    string Child(int pid) => $"{Folder}/{ChildPrefix}{pid}";

    static void Move(int pid, string folder) => File.WriteAllText($"{folder}/cgroup.procs", pid.ToString(CultureInfo.InvariantCulture));

    static bool IsWritable(string path) => Descriptor.MayWrite(path);
}
