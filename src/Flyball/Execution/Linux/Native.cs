using System.Runtime.InteropServices;

namespace Flyball.Execution.Linux;

/// <summary>The C library's calls that the process layer stands on. Declarations only; who calls loops on <see cref="Interrupted"/>.</summary>
static unsafe partial class Native
{
    const string C = "libc";

    public const int NoSuchFile = 2, Interrupted = 4, InputOutput = 5, ExecFormat = 8, WouldBlock = 11, NoMemory = 12, PermissionDenied = 13, Exists = 17, NotAFolder = 20, InvalidArgument = 22, TooManyFilesInSystem = 23, TooManyFiles = 24, BrokenPipe = 32, TooManyLinks = 40;
    public const int HangUp = 1, Interrupt = 2, Quit = 3, Killing = 9, User1 = 10, User2 = 12, Terminate = 15, ChildSignal = 17, Continue = 18, Stop = 19, TerminalStop = 20, FileTooLarge = 25, WindowChange = 28;
    public const int OpenReadOnly = 0, OpenWriteOnly = 1, OpenReadWrite = 2, OpenTruncate = 0x200, OpenCreate = 0x40, OpenExclusive = 0x80, OpenAppend = 0x400, OpenCloseOnExec = 0x80000;
    /// <summary>O_TMPFILE, which contains O_DIRECTORY: that differs between architectures.</summary>
    public static readonly int OpenTemporaryFile = 0x400000 | (RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x4000 : 0x10000);

    public const short SetProcessGroup = 2, SetDefaultSignals = 4, SetSignalMask = 8, SetSession = 0x80;
    public const int EpollAdd = 1, EpollModify = 3, EpollCloseOnExec = 0x80000;
    public const uint EpollIn = 1, EpollOneShot = 1u << 30, EpollEdge = 1u << 31;
    public const int EventCloseOnExec = 0x80000;
    public const int PriorityOfGroup = 1;
    public const int GetDescriptorFlags = 1, SetDescriptorFlags = 2, SetStatusFlags = 4, CloseOnExec = 1, NonBlocking = 0x800;

    /// <summary>TIOCGWINSZ.</summary>
    public const nint GetWindowSize = 0x5413;

    /// <summary>F_OFD_SETLK, and F_WRLCK for it.</summary>
    public const int SetFileLock = 37, WriteLock = 1;
    public const int DoNotWait = 1;
    public const int UnblockSignals = 1;

    /// <summary>FALLOC_FL_PUNCH_HOLE, and FALLOC_FL_KEEP_SIZE without which it is not allowed.</summary>
    public const int MakeHole = 3;
    public const int SetParentDeathSignal = 1, SetName = 15, SetChildSubreaper = 36;

    /// <summary>Larger than posix_spawn_file_actions_t (80 bytes in glibc on x86-64) in every C library.</summary>
    public const int FileActionsSize = 256;

    /// <summary>Larger than posix_spawnattr_t (336 bytes in glibc on x86-64) in every C library.</summary>
    public const int AttributesSize = 512;

    /// <summary>siginfo_t.</summary>
    public const int SignalInfoSize = 128;

    /// <summary>cpu_set_t: 1024 CPUs.</summary>
    public const int CpuSetSize = 128;

    /// <summary>sigset_t: 1024 bits.</summary>
    public const int SignalSetSize = 128;

    /// <summary>Larger than struct sigaction (152 bytes in glibc on x86-64); its first word is the handler.</summary>
    public const int SignalActionSize = 256;

    /// <summary>SIG_DFL and SIG_IGN.</summary>
    public const nint DefaultHandler = 0, IgnoreHandler = 1;

    /// <summary>ioprio_set has no wrapper, and its number differs between architectures.</summary>
    static readonly nint s_ioPrioritySetNumber = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 251 : 30;

    // The wrappers of these two calls are newer than the calls; their numbers are the same on every architecture.
    const nint PidfdSendSignalNumber = 424, PidfdOpenNumber = 434;

    [LibraryImport(C)]
    public static partial int posix_spawn(int* pid, byte* file, void* actions, void* attributes, byte** argv, byte** envp);

    [LibraryImport(C)]
    public static partial int posix_spawn_file_actions_init(void* actions);

    [LibraryImport(C)]
    public static partial int posix_spawn_file_actions_destroy(void* actions);

    [LibraryImport(C)]
    public static partial int posix_spawn_file_actions_adddup2(void* actions, int descriptor, int newDescriptor);

    [LibraryImport(C)]
    public static partial int posix_spawn_file_actions_addopen(void* actions, int descriptor, byte* path, int flags, uint mode);

    [LibraryImport(C)]
    public static partial int posix_spawn_file_actions_addchdir_np(void* actions, byte* path);

    [LibraryImport(C)]
    public static partial int posix_spawn_file_actions_addclosefrom_np(void* actions, int from);

    [LibraryImport(C)]
    public static partial int posix_spawnattr_init(void* attributes);

    [LibraryImport(C)]
    public static partial int posix_spawnattr_destroy(void* attributes);

    [LibraryImport(C)]
    public static partial int posix_spawnattr_setflags(void* attributes, short flags);

    [LibraryImport(C)]
    public static partial int posix_spawnattr_setpgroup(void* attributes, int group);

    [LibraryImport(C)]
    public static partial int posix_spawnattr_setsigdefault(void* attributes, void* signals);

    [LibraryImport(C)]
    public static partial int posix_spawnattr_setsigmask(void* attributes, void* signals);

    [LibraryImport(C, SetLastError = true)]
    public static partial int setpriority(int which, int who, int priority);

    [LibraryImport(C, SetLastError = true)]
    public static partial int sched_setaffinity(int pid, nint size, void* cpus);

    [LibraryImport(C, SetLastError = true)]
    public static partial int sched_getaffinity(int pid, nint size, void* cpus);

    [LibraryImport(C, SetLastError = true)]
    public static partial int prlimit(int pid, int resource, ulong* limits, ulong* old);

    /// <summary>Of the calling thread.</summary>
    [LibraryImport(C)]
    public static partial int sigprocmask(int how, void* signals, void* old);

    [LibraryImport(C, SetLastError = true)]
    public static partial int fallocate(int descriptor, int mode, long offset, long length);

    [LibraryImport(C, SetLastError = true)]
    public static partial int mkdir(byte* path, uint mode);

    [LibraryImport(C, SetLastError = true)]
    public static partial int kill(int pid, int signal);

    [LibraryImport(C, SetLastError = true)]
    public static partial int getrusage(int who, ResourceUse* usage);

    [LibraryImport(C, SetLastError = true)]
    public static partial int wait4(int pid, int* status, int options, ResourceUse* usage);

    [LibraryImport(C, SetLastError = true)]
    public static partial int waitid(int kind, uint id, void* info, int options);

    [LibraryImport(C, SetLastError = true)]
    public static partial int epoll_create1(int flags);

    [LibraryImport(C, SetLastError = true)]
    public static partial int epoll_ctl(int epoll, int operation, int descriptor, void* change);

    [LibraryImport(C, SetLastError = true)]
    public static partial int epoll_wait(int epoll, void* events, int most, int milliseconds);

    [LibraryImport(C, SetLastError = true)]
    public static partial int eventfd(uint initial, int flags);

    [LibraryImport(C, SetLastError = true)]
    public static partial int pipe2(int* ends, int flags);

    [LibraryImport(C, SetLastError = true)]
    public static partial int fcntl(int descriptor, int command, nint argument);

    [LibraryImport(C, SetLastError = true)]
    public static partial int ioctl(int descriptor, nint request, void* argument);

    [LibraryImport(C, SetLastError = true)]
    public static partial int prctl(int option, nint argument, nint second, nint third, nint fourth);

    [LibraryImport(C, SetLastError = true)]
    public static partial int access(byte* path, int mode);

    [LibraryImport(C, SetLastError = true)]
    public static partial int statx(int directory, byte* path, int flags, uint mask, void* status);

    [LibraryImport(C, SetLastError = true)]
    public static partial int open(byte* path, int flags, uint mode);

    [LibraryImport(C, SetLastError = true)]
    public static partial nint read(int descriptor, void* buffer, nint count);

    [LibraryImport(C, SetLastError = true)]
    public static partial nint write(int descriptor, void* buffer, nint count);

    [LibraryImport(C, SetLastError = true)]
    public static partial int poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    [LibraryImport(C)]
    public static partial int close(int descriptor);

    [LibraryImport(C)]
    public static partial int getppid();

    [LibraryImport(C)]
    public static partial uint geteuid();

    [LibraryImport(C)]
    public static partial nint signal(int number, nint handler);

    [LibraryImport(C)]
    public static partial int sigaction(int number, void* action, void* old);

    [LibraryImport(C, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(nint number, nint first, nint second, nint third, nint fourth);

    /// <summary>A descriptor that is readable once the process has ended; −1 on error. Close-on-exec.</summary>
    public static int PidfdOpen(int pid) => (int)Call(PidfdOpenNumber, pid, 0, 0, 0);

    /// <summary>Signals the very process that the descriptor was opened for, never one that has taken over its number.</summary>
    public static int PidfdSendSignal(int descriptor, int signal) => (int)Call(PidfdSendSignalNumber, descriptor, signal, 0, 0);

    /// <summary>Sets the I/O priority of all processes of a group.</summary>
    public static int SetIoPriorityOfGroup(int group, int priority) => (int)Call(s_ioPrioritySetNumber, 2, group, priority, 0);

    public static int LastError => Marshal.GetLastPInvokeError();

    /// <summary>The C library's words for an error number.</summary>
    public static string Describe(int error) => Marshal.GetPInvokeErrorMessage(error);

    /// <summary>struct rusage of 64-bit Linux. Sizes in KiB, blocks of 512 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct ResourceUse
    {
        public long UserSeconds, UserMicroseconds, SystemSeconds, SystemMicroseconds;
        public long MaximumResident, SharedText, UnsharedData, UnsharedStack;
        public long MinorFaults, MajorFaults, Swaps, BlocksIn, BlocksOut;
        public long MessagesSent, MessagesReceived, Signals, VoluntarySwitches, InvoluntarySwitches;
    }

    /// <summary>struct flock of 64-bit Linux; from 0 on, a length of 0 is the whole file.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct FileLock
    {
        public short Type, Whence;
        public long Start, Length;
        public int Process;
    }

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollDescriptor
    {
        public int Descriptor;
        public short Events, Returned;
    }
}
