using System.Text;

namespace Flyball.Load.Linux;

/// <summary><c>/proc/self/cgroup</c>: the control group of this process in each hierarchy, a line <c>id:controllers:path</c> each.</summary>
static class ControlGroupMembership
{
    /// <summary>The path in the hierarchy that has a version 1 controller; <c>null</c>: there is none.</summary>
    public static string? PathOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> controller) => Find(text, controller);

    /// <summary>The path in the hierarchy of version 2; <c>null</c>: there is none.</summary>
    public static string? UnifiedPath(ReadOnlySpan<byte> text) => Find(text, default);

    // The line of version 2 is the one that names no controller.
    static string? Find(ReadOnlySpan<byte> text, ReadOnlySpan<byte> controller)
    {
        var lines = new Lines(text);
        while (lines.TryNext(out ReadOnlySpan<byte> line))
        {
            int first = line.IndexOf((byte)':');
            int length = line[(first + 1)..].IndexOf((byte)':');
            if (length < 0) continue;
            ReadOnlySpan<byte> controllers = line.Slice(first + 1, length), path = line[(first + length + 2)..];
            if (Has(controllers, controller) && path.StartsWith("/"u8)) return Encoding.UTF8.GetString(path);
        }

        return null;
    }

    /// <summary>Whether a list that commas separate has an item.</summary>
    public static bool Has(ReadOnlySpan<byte> list, ReadOnlySpan<byte> item)
    {
        foreach (Range range in list.Split((byte)','))
        {
            if (list[range].SequenceEqual(item)) return true;
        }

        return false;
    }
}
