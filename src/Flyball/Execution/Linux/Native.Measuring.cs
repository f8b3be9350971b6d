using System.Runtime.InteropServices;

namespace Flyball.Execution.Linux;

/// <summary>The calls by which running processes are measured.</summary>
static unsafe partial class Native
{
    public const int NoSuchProcess = 3;

    /// <summary>RLIMIT_NOFILE.</summary>
    public const int LimitOfDescriptors = 7;

    /// <summary>CLOCK_BOOTTIME: what the kernel counts the start of processes in.</summary>
    public const int SinceBoot = 7;

    [LibraryImport(C, SetLastError = true)]
    public static partial nint pread(int descriptor, void* buffer, nint count, long offset);

    [LibraryImport(C, SetLastError = true)]
    public static partial int openat(int directory, byte* path, int flags, uint mode);

    [LibraryImport(C)]
    public static partial nint fdopendir(int descriptor);

    /// <summary>The next entry (struct dirent), in memory that the next call uses again; zero after the last.</summary>
    [LibraryImport(C)]
    public static partial byte* readdir(nint directory);

    /// <summary>Closes the descriptor, too.</summary>
    [LibraryImport(C)]
    public static partial int closedir(nint directory);

    [LibraryImport(C)]
    public static partial int clock_gettime(int clock, TimeSpec* time);

    [LibraryImport(C)]
    public static partial int getrlimit(int resource, Limit* limit);

    /// <summary>The name in a struct dirent of 64-bit Linux: behind two long numbers, its length and its kind.</summary>
    public static byte* NameOf(byte* entry) => entry + 19;

    /// <summary>struct timespec of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public long Seconds, Nanoseconds;

        public readonly long TotalNanoseconds => (Seconds * 1_000_000_000) + Nanoseconds;
    }

    /// <summary>struct rlimit of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Limit
    {
        public ulong Soft, Hard;
    }
}
