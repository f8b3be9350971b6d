using System.Runtime.InteropServices;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>What the kernel says of a file (statx(2)); .NET tells neither which file a name means nor its kind.</summary>
/// <param name="Kind">The kind in st_mode.</param>
/// <param name="Device">The file system.</param>
/// <param name="Number">Which file of it.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="ModifiedTicks">When it was written last, as <see cref="DateTime.Ticks"/> of the time in UTC.</param>
readonly unsafe record struct FileStatus(int Kind, ulong Device, ulong Number, ulong Length, long ModifiedTicks)
{
    const int Size = 256, EmptyPath = 0x1000, CurrentFolder = -100;
    const uint TypeTimeNumberAndSize = 0x341;
    const int KindMask = 0xf000, Character = 0x2000, Folder = 0x4000, Regular = 0x8000;

    public bool IsRegular => Kind == Regular;

    /// <summary>Whether it is a device such as a terminal or /dev/null.</summary>
    public bool IsDevice => Kind == Character;

    public bool IsFolder => Kind == Folder;

    /// <summary>That of an open file.</summary>
    /// <returns><c>null</c>: it cannot be had.</returns>
    public static FileStatus? Of(int descriptor) => Of(descriptor, "", EmptyPath);

    /// <summary>That of the file which a name means, through all links.</summary>
    /// <returns><c>null</c>: there is none, or it cannot be had.</returns>
    public static FileStatus? Of(string path) => Of(CurrentFolder, path, 0);

    static FileStatus? Of(int directory, string path, int flags)
    {
        Span<byte> status = stackalloc byte[Size];
        fixed (byte* name = Descriptor.Bytes(path))
        fixed (byte* start = status)
            if (statx(directory, name, flags, TypeTimeNumberAndSize, start) != 0) return null;
        return new(
            MemoryMarshal.Read<ushort>(status[28..]) & KindMask,
            ((ulong)MemoryMarshal.Read<uint>(status[136..]) << 32) | MemoryMarshal.Read<uint>(status[140..]),
            MemoryMarshal.Read<ulong>(status[32..]),
            MemoryMarshal.Read<ulong>(status[40..]),
            DateTime.UnixEpoch.Ticks + (MemoryMarshal.Read<long>(status[112..]) * TimeSpan.TicksPerSecond) + (MemoryMarshal.Read<uint>(status[120..]) / TimeSpan.NanosecondsPerTick));
    }
}
