using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Flyball.Execution.Linux;

/// <summary>The calls for streams between processes of this machine.</summary>
static unsafe partial class Native
{
    public const int ConnectionRefused = 111;

    [LibraryImport(C, SetLastError = true)]
    public static partial int socket(int domain, int type, int protocol);

    [LibraryImport(C, SetLastError = true)]
    public static partial int bind(SafeFileHandle descriptor, byte* address, uint length);

    [LibraryImport(C, SetLastError = true)]
    public static partial int listen(SafeFileHandle descriptor, int waiting);

    [LibraryImport(C, SetLastError = true)]
    public static partial int accept4(SafeFileHandle descriptor, void* address, uint* length, int flags);

    [LibraryImport(C, SetLastError = true)]
    public static partial int connect(SafeFileHandle descriptor, byte* address, uint length);

    [LibraryImport(C, SetLastError = true)]
    public static partial int getsockopt(SafeFileHandle descriptor, int level, int name, void* value, uint* length);

    [LibraryImport(C, SetLastError = true)]
    public static partial int setsockopt(SafeFileHandle descriptor, int level, int name, void* value, uint length);

    [LibraryImport(C, SetLastError = true)]
    public static partial int shutdown(SafeFileHandle descriptor, int how);

    [LibraryImport(C, SetLastError = true)]
    public static partial nint send(SafeFileHandle descriptor, void* buffer, nint count, int flags);

    [LibraryImport(C, SetLastError = true)]
    public static partial nint recv(SafeFileHandle descriptor, void* buffer, nint count, int flags);
}
