namespace Flyball.Load.Linux;

/// <summary>A control group as this process sees it.</summary>
/// <param name="Name">Its path from the root of its hierarchy.</param>
/// <param name="Folder">The folder with its files.</param>
readonly record struct ControlGroupPath(string Name, string Folder);

/// <summary>Finds the folders of our control group and its ancestors, from where we are and what is mounted where.</summary>
static class ControlGroupPaths
{
    /// <summary>Our group and its visible ancestors, innermost first; empty when the hierarchy is not mounted.</summary>
    /// <param name="path">Our group's path as <c>/proc/self/cgroup</c> says it; <c>null</c>: not in this hierarchy.</param>
    /// <param name="mounts">Where the hierarchy is mounted.</param>
    /// <param name="exists">Whether a folder exists.</param>
    public static List<ControlGroupPath> Ancestors(string? path, IReadOnlyList<ControlGroupMount> mounts, Func<string, bool> exists)
    {
        if (path is null) return [];
        ControlGroupMount? widest = null, fallback = null;
        foreach (ControlGroupMount mount in mounts)
        {
            if (Below(path, mount.Root) is { } below && exists(mount.Point + below))
            {
                // A hierarchy may be mounted several times: the view from the highest group shows most ancestors.
                if (widest is not { } known || mount.Root.Length < known.Root.Length) widest = mount;
            }
            else if (fallback is null && exists(mount.Point))
            {
                fallback = mount;
            }
        }

        // Namespaces can hide how our path relates to the mount: what is mounted for us is then the innermost group that we can see.
        if (widest is { } found) return Upwards(found, Below(path, found.Root)!);
        return fallback is { } visible ? Upwards(visible, "") : [];
    }

    /// <summary>The part of a path below a root: empty for the root itself; <c>null</c>: it is not below, or leads upwards.</summary>
    static string? Below(string path, string root)
    {
        path = path.TrimEnd('/');
        root = root.TrimEnd('/');
        bool isBelow = path.StartsWith(root) && (path.Length == root.Length || path[root.Length] == '/');
        return isBelow && !path.Split('/').Contains("..") ? path[root.Length..] : null;
    }

    static List<ControlGroupPath> Upwards(ControlGroupMount mount, string below)
    {
        var groups = new List<ControlGroupPath>();
        while (true)
        {
            string name = mount.Root.TrimEnd('/') + below;
            groups.Add(new(name.Length == 0 ? "/" : name, mount.Point + below));
            if (below.Length == 0) return groups;
            below = below[..below.LastIndexOf('/')];
        }
    }
}
