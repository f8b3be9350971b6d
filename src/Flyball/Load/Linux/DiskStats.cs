namespace Flyball.Load.Linux;

/// <summary>What a disk did since the machine started.</summary>
/// <param name="Device">Its major and minor number: what tells it from others.</param>
/// <param name="SectorsRead">Sectors read, of 512 bytes whatever the disk's own are.</param>
/// <param name="SectorsWritten">Sectors written, of 512 bytes.</param>
/// <param name="BusyMilliseconds">Time with a request in flight.</param>
readonly record struct DiskTimes((long Major, long Minor) Device, long SectorsRead, long SectorsWritten, long BusyMilliseconds);

/// <summary><c>/proc/diskstats</c>: one line for each block device.</summary>
static class DiskStats
{
    /// <summary>Reads the lines of the physical disks into a list, which is cleared first.</summary>
    public static void Parse(ReadOnlySpan<byte> text, List<DiskTimes> disks)
    {
        disks.Clear();
        var lines = new Lines(text);
        while (lines.TryNext(out ReadOnlySpan<byte> line))
        {
            var fields = new Fields(line);
            if (fields.TryNext(out long major) && fields.TryNext(out long minor)
                && fields.TryNext(out ReadOnlySpan<byte> name) && IsPhysicalDisk(name)
                && fields.Skip(2) && fields.TryNext(out long sectorsRead)
                && fields.Skip(3) && fields.TryNext(out long sectorsWritten)
                && fields.Skip(2) && fields.TryNext(out long busy))
            {
                disks.Add(new((major, minor), sectorsRead, sectorsWritten, busy));
            }
        }
    }

    /// <summary>
    /// Whether a block device is a whole disk of its own, by its name. Partitions are not, nor what lies on top of disks (dm, md, loop) and
    /// would count their traffic twice, nor what lies in memory (ram, zram).
    /// </summary>
    public static bool IsPhysicalDisk(ReadOnlySpan<byte> name)
    {
        return Lettered(name, "sd"u8) || Lettered(name, "vd"u8) || Lettered(name, "xvd"u8) || Lettered(name, "hd"u8) || Lettered(name, "dasd"u8)
            || Numbered(name, "mmcblk"u8) || Numbered(name, "pmem"u8) || Numbered(name, "rbd"u8) || Numbered(name, "nbd"u8) || IsNvme(name);

        static bool Lettered(ReadOnlySpan<byte> name, ReadOnlySpan<byte> kind) =>
            name.StartsWith(kind) && name.Length > kind.Length && !name[kind.Length..].ContainsAnyExceptInRange((byte)'a', (byte)'z');

        static bool Numbered(ReadOnlySpan<byte> name, ReadOnlySpan<byte> kind) => name.StartsWith(kind) && IsNumber(name[kind.Length..]);

        static bool IsNumber(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

        // Controller and name space, as in nvme0n1: its partitions are nvme0n1p1.
        static bool IsNvme(ReadOnlySpan<byte> name)
        {
            if (!name.StartsWith("nvme"u8)) return false;
            name = name["nvme".Length..];
            int separator = name.IndexOf((byte)'n');
            return separator >= 0 && IsNumber(name[..separator]) && IsNumber(name[(separator + 1)..]);
        }
    }
}
