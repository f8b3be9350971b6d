using System.Text;

namespace Flyball.Load.Linux;

/// <summary>A place where a hierarchy of control groups is mounted.</summary>
/// <param name="Root">The group that the mount shows as its root: <c>/</c>, or in a container that of the container.</param>
/// <param name="Point">The folder it is mounted at.</param>
readonly record struct ControlGroupMount(string Root, string Point);

/// <summary><c>/proc/self/mountinfo</c>: <c>id parent device root point options [optional fields] - type source superblock-options</c>.</summary>
static class MountInfo
{
    /// <summary>Where the version 1 hierarchy with a controller is mounted, in the order of the file.</summary>
    public static List<ControlGroupMount> Find(ReadOnlySpan<byte> text, ReadOnlySpan<byte> controller) => Find(text, "cgroup"u8, controller);

    /// <summary>Where the hierarchy of version 2 is mounted.</summary>
    public static List<ControlGroupMount> FindUnified(ReadOnlySpan<byte> text) => Find(text, "cgroup2"u8, default);

    /// <summary>Whether something is mounted at exactly this path.</summary>
    public static bool IsMountPoint(ReadOnlySpan<byte> text, ReadOnlySpan<byte> path)
    {
        var lines = new Lines(text);
        while (lines.TryNext(out ReadOnlySpan<byte> line))
        {
            var fields = new Fields(line);
            if (fields.Skip(4) && fields.TryNext(out ReadOnlySpan<byte> point) && point.SequenceEqual(path)) return true;
        }

        return false;
    }

    static List<ControlGroupMount> Find(ReadOnlySpan<byte> text, ReadOnlySpan<byte> type, ReadOnlySpan<byte> controller)
    {
        var found = new List<ControlGroupMount>();
        var lines = new Lines(text);
        while (lines.TryNext(out ReadOnlySpan<byte> line))
        {
            int dash = line.IndexOf(" - "u8);
            if (dash < 0) continue;
            var mount = new Fields(line[..dash]);
            var system = new Fields(line[(dash + 3)..]);
            if (mount.Skip(3) && mount.TryNext(out ReadOnlySpan<byte> root) && mount.TryNext(out ReadOnlySpan<byte> point)
                && root.StartsWith("/"u8) && point.StartsWith("/"u8)
                && system.TryNext(out ReadOnlySpan<byte> kind) && kind.SequenceEqual(type)
                && system.Skip(1) && system.TryNext(out ReadOnlySpan<byte> options)
                && (controller.IsEmpty || ControlGroupMembership.Has(options, controller)))
            {
                found.Add(new(Unescape(root), Unescape(point)));
            }
        }

        return found;
    }

    // Blanks, tabs, line feeds and backslashes in paths are written as three octal digits: \040.
    static string Unescape(ReadOnlySpan<byte> text)
    {
        var plain = new byte[text.Length];
        int length = 0;
        while (!text.IsEmpty)
        {
            bool escaped = text.Length >= 4 && text[0] == '\\' && !text[1..4].ContainsAnyExceptInRange((byte)'0', (byte)'7');
            plain[length++] = escaped ? (byte)((text[1] - '0' << 6) + (text[2] - '0' << 3) + text[3] - '0') : text[0];
            text = text[(escaped ? 4 : 1)..];
        }

        return Encoding.UTF8.GetString(plain, 0, length);
    }
}
