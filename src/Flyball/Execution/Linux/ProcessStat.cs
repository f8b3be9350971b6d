using System.Buffers.Text;

namespace Flyball.Execution.Linux;

/// <summary>What is used here of /proc/PID/stat (proc_pid_stat(5)).</summary>
readonly record struct ProcessStat(char State, int Parent, int Group, int ForegroundGroup, long OwnTicks, long WaitedTicks, int Threads, long StartTicks, long ResidentPages)
{
    /// <summary>Clock ticks per second in such files: fixed by the kernel's interface to programs.</summary>
    public const int TicksPerSecond = 100;

    /// <summary>Whether it is one of those that the terminal of its session listens to. Those that have no terminal are not.</summary>
    public bool IsInForeground => Group == ForegroundGroup;

    /// <summary>Whether the process has ended and only waits to be reaped.</summary>
    public bool IsDead => State is 'Z' or 'X';

    /// <summary>Whether a signal has stopped it.</summary>
    public bool IsStopped => State == 'T';

    /// <summary>Whether it runs, or would if it were given a CPU.</summary>
    public bool IsRunnable => State == 'R';

    /// <summary>
    /// What holds of a process of which something else was read before. One that exits gives up its memory at once, and then frees it, which takes a tenth of a second for each GiB: until it is dead it holds what it held.
    /// </summary>
    public ProcessStat After(in ProcessStat earlier) => ResidentPages == 0 && !IsDead ? this with { ResidentPages = earlier.ResidentPages } : this;

    /// <summary>Reads the text of the file; the program's name in it may hold any bytes, also parentheses and newlines.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ProcessStat stat)
    {
        stat = default;
        int name = text.LastIndexOf((byte)')');
        if (name < 0 || name + 2 >= text.Length) return false;
        ReadOnlySpan<byte> rest = text[(name + 2)..];

        // Fields are numbered from 1 in the manual; the state is field 3.
        char state = (char)rest[0];
        Span<long> fields = stackalloc long[25];
        int field = 3;
        foreach (Range range in rest.Split((byte)' '))
        {
            if (field >= fields.Length) break;
            if (field > 3 && !Utf8Parser.TryParse(rest[range], out fields[field], out _)) fields[field] = 0;
            field++;
        }

        if (field < fields.Length) return false;

        // 14..17: user and system time, own and of children that were waited for.
        stat = new(state, (int)fields[4], (int)fields[5], (int)fields[8], fields[14] + fields[15], fields[16] + fields[17], (int)fields[20], fields[22], fields[24]);
        return true;
    }

    /// <summary>The time that a number of clock ticks stands for.</summary>
    public static TimeSpan Time(long ticks) => TimeSpan.FromTicks(ticks * (TimeSpan.TicksPerSecond / TicksPerSecond));
}
