using Microsoft.Win32.SafeHandles;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>
/// Files as the system has them: opened with flags that .NET does not know, and written at the position that other processes share, which .NET's streams would neither use
/// nor move.
/// </summary>
static unsafe class Descriptor
{
    const uint EverybodyLessTheMask = 0x1b6, EverybodyAndSearchLessTheMask = 0x1ff;

    /// <summary>Opens a file; loops while interrupted.</summary>
    /// <returns>The descriptor, or −1 with the error set.</returns>
    public static int Open(string path, int flags, uint mode)
    {
        int descriptor;
        fixed (byte* start = Bytes(path))
        {
            do descriptor = open(start, flags, mode);
            while (descriptor < 0 && LastError == Interrupted);
        }

        return descriptor;
    }

    /// <summary>Whether we may write to a file or folder.</summary>
    public static bool MayWrite(string path)
    {
        const int writing = 2;
        fixed (byte* start = Bytes(path)) return access(start, writing) == 0;
    }

    /// <summary>A path as the system takes it, whatever bytes it is made of.</summary>
    public static byte[] Bytes(string path)
    {
        byte[] bytes = new byte[SystemText.MaxByteCount(path.Length) + 1];
        SystemText.GetBytes(path, bytes);
        return bytes;
    }

    /// <summary>Makes a folder, and those around it.</summary>
    /// <exception cref="IOException">It cannot be made; the message is the system's.</exception>
    public static void MakeFolders(string path)
    {
        int error = MakeFolder(path);
        int parent = path.TrimEnd('/').LastIndexOf('/');
        if (error == NoSuchFile && parent > 0)
        {
            MakeFolders(path[..parent]);
            error = MakeFolder(path);
        }

        if (error == Exists && WhyNoFolder(path) is { } reason) error = reason;
        if (error is not (0 or Exists)) throw new IOException(Describe(error), error);
    }

    /// <summary>A link may lead nowhere, or in a circle. A folder that may not be read is one.</summary>
    static int? WhyNoFolder(string path)
    {
        int descriptor = Open(path + "/.", OpenReadOnly | OpenCloseOnExec, mode: 0);
        int error = descriptor < 0 ? LastError : 0;
        if (descriptor >= 0) _ = close(descriptor);
        return error is NotAFolder or NoSuchFile or TooManyLinks ? error : null;
    }

    static int MakeFolder(string path)
    {
        fixed (byte* start = Bytes(path)) return mkdir(start, EverybodyAndSearchLessTheMask) == 0 ? 0 : LastError;
    }

    /// <summary>Opens a file, made where it is not there, to which every write is appended, whoever else writes to it.</summary>
    /// <exception cref="IOException">It cannot be opened; the message is the system's.</exception>
    public static SafeFileHandle OpenToAppend(string path, bool empty)
    {
        int descriptor = Open(path, OpenCreate | OpenWriteOnly | OpenAppend | OpenCloseOnExec | (empty ? OpenTruncate : 0), EverybodyLessTheMask);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw new IOException(Describe(LastError));
    }

    /// <summary>Whether an open file is one of a disk: neither a device nor a pipe.</summary>
    public static bool IsRegularFile(SafeFileHandle file) => FileStatus.Of((int)file.DangerousGetHandle()) is { IsRegular: true };

    /// <summary>
    /// Locks a file that is open for writing against all others who lock it so, until it is closed: not by .NET's lock, which would keep others from reading it. A file system that knows no locks lets everybody have it.
    /// </summary>
    /// <returns><c>false</c>: somebody else has it.</returns>
    public static bool TryLock(SafeFileHandle file)
    {
        var whole = new FileLock { Type = WriteLock };
        return fcntl((int)file.DangerousGetHandle(), SetFileLock, (nint)(&whole)) == 0 || LastError is not (WouldBlock or PermissionDenied);
    }

    /// <exception cref="IOException">Not everything could be written; the message is the system's, and HResult its number of the error.</exception>
    public static void WriteAll(int descriptor, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            nint written;
            fixed (byte* start = bytes) written = write(descriptor, start, bytes.Length);
            if (written >= 0)
            {
                bytes = bytes[(int)written..];
                continue;
            }

            int error = LastError;
            if (error == WouldBlock) WaitForRoom(descriptor);
            else if (error != Interrupted) throw new IOException(Describe(error), error);
        }
    }

    /// <summary>Whether a descriptor is a pipe or a file of a disk.</summary>
    public static bool IsPipeOrFile(int descriptor) =>
        new FileInfo($"/proc/self/fd/{descriptor}").LinkTarget is { } target && (target.StartsWith("pipe:", StringComparison.Ordinal) || (target.StartsWith('/') && !target.StartsWith("/dev/", StringComparison.Ordinal)) || target == "/dev/null");

    /// <summary>Whether something can be written now, or an error is to be had.</summary>
    public static bool HasRoom(int descriptor) => Poll(descriptor, milliseconds: 0) > 0;

    /// <summary>Whether a descriptor is a pipe, a socket or a terminal at whose other end nobody is any more.</summary>
    public static bool ReaderHasGone(int descriptor)
    {
        const short error = 8, hungUp = 16;
        var look = new PollDescriptor { Descriptor = descriptor };
        return poll(&look, 1, 0) > 0 && (look.Returned & (error | hungUp)) != 0;
    }

    /// <summary>How many columns and rows a terminal has; 0: it does not say.</summary>
    public static (int Columns, int Rows) WindowSize(int descriptor)
    {
        // struct winsize: rows, columns, and both in pixels.
        ushort* size = stackalloc ushort[4];
        return ioctl(descriptor, GetWindowSize, size) == 0 ? (size[1], size[0]) : default;
    }

    /// <summary>Somebody who shares the descriptor has made it non-blocking.</summary>
    static void WaitForRoom(int descriptor) => Poll(descriptor, milliseconds: -1);

    static int Poll(int descriptor, int milliseconds)
    {
        const short writable = 4;
        var wait = new PollDescriptor { Descriptor = descriptor, Events = writable };
        return poll(&wait, 1, milliseconds);
    }
}
