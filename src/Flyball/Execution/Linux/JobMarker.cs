using Flyball.Jobs;

namespace Flyball.Execution.Linux;

/// <summary>
/// The environment variable by which a job's processes are known, also after they left its process group and lost their parent: the chain of the jobs that
/// they belong to, outermost first, since a job may itself run Flyball.
/// </summary>
sealed class JobMarker
{
    public const string Variable = "FLYBALL_JOB";

    readonly string _run = Guid.NewGuid().ToString("N")[..16];
    readonly string? _outer = Environment.GetEnvironmentVariable(Variable);

    /// <summary>What tells this job from every other job of this machine.</summary>
    public string Own(JobId id) => $"{_run}.{id}";

    /// <summary>The value of the variable for a job.</summary>
    public string Chain(JobId id) => string.IsNullOrEmpty(_outer) ? Own(id) : $"{_outer},{Own(id)}";

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
