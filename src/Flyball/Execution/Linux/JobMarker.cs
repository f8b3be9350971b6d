using Flyball.Jobs;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>
/// The marks by which a job's processes are known, also after they left its process group and lost their parent. One is an environment variable: the chain of the jobs that
/// they belong to, outermost first, since a job may itself run Flyball. The other is a limit that means nothing for them and that all descendants inherit, also those whose environment was
/// cleared: see docs/decisions/0009.
/// </summary>
sealed class JobMarker
{
    /// <summary>
    /// RLIMIT_LOCKS, which no kernel since 2.4 looks at, and RLIMIT_RTTIME, CPU time in microseconds that a real-time process may use without a pause: centuries are no limit. One for each
    /// thread that starts processes, since limits belong to the whole process.
    /// </summary>
    static readonly int[] s_limits = [10, 15];

    /// <summary>Values from here on are ours.</summary>
    const ulong FirstTag = 1UL << 62;

    /// <summary>How many threads may start processes.</summary>
    public static int Slots => s_limits.Length;

    public const string Variable = "FLYBALL_JOB";

    readonly string _run = Guid.NewGuid().ToString("N")[..16];
    readonly uint _runNumber;
    readonly string? _outer = Environment.GetEnvironmentVariable(Variable);

    /// <summary>Makes the marks of one controller.</summary>
    /// <param name="ownsAllChildren">See <see cref="OwnsAllChildren"/>.</param>
    public JobMarker(bool ownsAllChildren)
    {
        OwnsAllChildren = ownsAllChildren;
        _runNumber = Convert.ToUInt32(_run[..8], 16) & 0x3fff_ffff;
    }

    /// <summary>Whether this process has no children but the jobs of this controller, and what became of them.</summary>
    public bool OwnsAllChildren { get; }

    /// <summary>What tells this job from every other job of this machine.</summary>
    public string Own(JobId id) => $"{_run}.{id}";

    /// <summary>The value of the variable for a job.</summary>
    public string Chain(JobId id) => string.IsNullOrEmpty(_outer) ? Own(id) : $"{_outer},{Own(id)}";

    /// <summary>The value of the limit for a job: a part that is this controller's, and the job's number.</summary>
    public ulong Tag(JobId id) => FirstTag | ((ulong)_runNumber << 32) | (uint)id.Value;

    /// <summary>
    /// Marks this process, so that what the calling thread starts next is marked from its first instruction on. Only where all children of this process are jobs: others
    /// would be taken for members of the job.
    /// </summary>
    public void MarkNext(ulong tag, int slot)
    {
        if (OwnsAllChildren) Set(0, s_limits[slot], tag);
    }

    /// <summary>Marks a process that was just started; where it is marked already, takes away the mark of the other thread.</summary>
    public void Mark(int pid, ulong tag, int slot)
    {
        if (!OwnsAllChildren)
        {
            Set(pid, s_limits[slot], tag);
            return;
        }

        Set(0, s_limits[slot], ulong.MaxValue);
        Set(pid, s_limits[1 - slot], ulong.MaxValue);
    }

    /// <summary>Both marks of a process; no job has the mark 0.</summary>
    public static unsafe (ulong First, ulong Second) TagsOf(int pid)
    {
        ulong* limits = stackalloc ulong[4];
        bool first = prlimit(pid, s_limits[0], null, limits) == 0, second = prlimit(pid, s_limits[1], null, limits + 2) == 0;
        return (first ? limits[0] : 0, second ? limits[2] : 0);
    }

    static unsafe void Set(int pid, int limit, ulong soft)
    {
        ulong* limits = stackalloc ulong[2];
        (limits[0], limits[1]) = (soft, ulong.MaxValue);

        // Somebody does limit it, so it cannot be raised: then there is only the variable.
        _ = prlimit(pid, limit, limits, null);
    }

    /// <summary>Whether an environment block (NAME=value, each ended by NUL) names the job in its chain.</summary>
    public static bool Names(ReadOnlySpan<byte> environment, ReadOnlySpan<byte> own)
    {
        foreach (Range range in environment.Split((byte)0))
        {
            ReadOnlySpan<byte> entry = environment[range];
            if (!entry.StartsWith("FLYBALL_JOB="u8)) continue;
            entry = entry["FLYBALL_JOB=".Length..];
            foreach (Range part in entry.Split((byte)','))
                if (entry[part].SequenceEqual(own)) return true;
            return false;
        }

        return false;
    }
}
