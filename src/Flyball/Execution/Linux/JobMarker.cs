using Flyball.Jobs;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>
/// The two marks by which a job's processes are known, also after they left its process group and lost their parent. One is an environment variable: the chain of the jobs that
/// they belong to, outermost first, since a job may itself run Flyball. The other is a limit that means nothing for them and that all descendants inherit, also those whose environment was
/// cleared.
/// </summary>
sealed class JobMarker
{
    /// <summary>RLIMIT_RTTIME, CPU time in microseconds that a real-time process may use without a pause: usually unlimited, and no process uses centuries.</summary>
    const int UnusedLimit = 15;

    /// <summary>Values from here on are ours.</summary>
    const ulong FirstTag = 1UL << 62;

    public const string Variable = "FLYBALL_JOB";

    readonly string _run = Guid.NewGuid().ToString("N")[..16];
    readonly uint _runNumber;
    readonly string? _outer = Environment.GetEnvironmentVariable(Variable);

    public JobMarker() => _runNumber = Convert.ToUInt32(_run[..8], 16) & 0x3fff_ffff;

    /// <summary>What tells this job from every other job of this machine.</summary>
    public string Own(JobId id) => $"{_run}.{id}";

    /// <summary>The value of the variable for a job.</summary>
    public string Chain(JobId id) => string.IsNullOrEmpty(_outer) ? Own(id) : $"{_outer},{Own(id)}";

    /// <summary>The value of the limit for a job: a part that is this controller's, and the job's number.</summary>
    public ulong Tag(JobId id) => FirstTag | ((ulong)_runNumber << 32) | (uint)id.Value;

    /// <summary>Marks a process that was just started.</summary>
    public static unsafe void Mark(int pid, ulong tag)
    {
        ulong* limits = stackalloc ulong[2];
        if (prlimit(pid, UnusedLimit, null, limits) != 0 || limits[1] < tag) return; // Somebody does limit it: then there is only the variable.
        limits[0] = tag;
        _ = prlimit(pid, UnusedLimit, limits, null);
    }

    /// <summary>The mark of a process; <c>null</c>: it has none, or may not be asked.</summary>
    public static unsafe ulong? TagOf(int pid)
    {
        ulong* limits = stackalloc ulong[2];
        return prlimit(pid, UnusedLimit, null, limits) == 0 && limits[0] is >= FirstTag and < ulong.MaxValue ? limits[0] : null;
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
