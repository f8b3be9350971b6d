using Flyball.Load.Linux;

namespace Flyball.Execution.Linux;

/// <summary>The control group below which those of jobs are made, for one controller.</summary>
/// <param name="Folder">The folder with its files.</param>
/// <param name="IsVersion2">Whether it is of version 2.</param>
readonly record struct GroupParent(string Folder, bool IsVersion2)
{
    /// <summary>
    /// Finds it. In version 1 it is our own group. In version 2 a group that hands on a controller has no processes of its own: it is the nearest group around ours, if jobs escape no limit there
    /// that holds for us.
    /// </summary>
    /// <param name="root">The folder that the mount points lie under; without a slash at its end.</param>
    /// <param name="membership">The text of <c>/proc/self/cgroup</c>.</param>
    /// <param name="mounts">The text of <c>/proc/self/mountinfo</c>.</param>
    /// <param name="controller"><c>memory</c> or <c>cpu</c>.</param>
    /// <param name="mayWrite">Whether we may write to a file, or make something in a folder.</param>
    /// <param name="obstacle">Why there is none; not looked at else.</param>
    public static GroupParent? Find(string root, ReadOnlySpan<byte> membership, ReadOnlySpan<byte> mounts, string controller, Func<string, bool> mayWrite, out string obstacle)
    {
        obstacle = $"no control group hands on the controller '{controller}'";
        List<ControlGroupPath> own = ControlGroups.Version1(root, membership, mounts, System.Text.Encoding.UTF8.GetBytes(controller));
        if (own.Count > 0)
        {
            obstacle = CannotWrite(own[0]);
            return mayWrite(own[0].Folder) ? new(own[0].Folder, IsVersion2: false) : null;
        }

        foreach (ControlGroupPath group in ControlGroups.Unified(root, membership, mounts))
        {
            if (GroupFile.Read($"{group.Folder}/cgroup.subtree_control").Split([' ', '\n']).Contains(controller))
            {
                obstacle = CannotWrite(group);
                return mayWrite(group.Folder) && mayWrite($"{group.Folder}/cgroup.procs") ? new(group.Folder, IsVersion2: true) : null;
            }

            obstacle = $"jobs would escape the limit of control group {group.Name}";
            if (HasLimit(group, controller)) return null;
            obstacle = $"no control group hands on the controller '{controller}'";
        }

        return null;
    }

    static bool HasLimit(ControlGroupPath group, string controller) => IsLimit($"{group.Folder}/{controller}.max") || IsLimit($"{group.Folder}/{controller}.high");

    static bool IsLimit(string file) => GroupFile.Read(file) is { Length: > 0 } limit && !limit.StartsWith("max", StringComparison.Ordinal);

    static string CannotWrite(ControlGroupPath group) => $"no group can be made in control group {group.Name}";
}
