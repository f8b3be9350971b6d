using Flyball.Jobs;

namespace Flyball.Admission;

/// <summary>Where on the way from plenty of memory to none something is done. Bytes that are available.</summary>
readonly record struct MemoryMarks
{
    static readonly GovernorPolicy s_usual = new();

    MemoryMarks(double reserve, double critical) => (Reserve, Critical) = (reserve, critical);

    /// <summary>Below this nothing is started: the policy's reserve, and never less than twice <see cref="Critical"/>.</summary>
    public double Reserve { get; }

    /// <summary>Below this a job is ended. Half of the usual reserve, 3 % of a large machine; less where the user keeps less free.</summary>
    public double Critical { get; }

    /// <summary>Below this growing jobs are suspended however slowly they grow.</summary>
    public double Close => 1.5 * Critical;

    /// <summary>From here on what was suspended goes on, and jobs are started again.</summary>
    public double Safe => Reserve + Critical;

    /// <summary>Above this pressure on memory is that of others: control groups with limits of their own, for example.</summary>
    public double Near => Reserve + (2 * Critical);

    /// <summary>The marks of a machine, or of the control group that binds.</summary>
    /// <param name="policy">Has the reserve.</param>
    /// <param name="capacity">All memory; <c>null</c>: cannot be read.</param>
    public static MemoryMarks Of(GovernorPolicy policy, ByteSize? capacity)
    {
        ByteSize reserve = MemoryBudget.Reserve(policy, capacity);
        ByteSize usual = MemoryBudget.Reserve(s_usual, capacity);
        ByteSize critical = ByteSize.Min(usual, ByteSize.Max(reserve, MemoryBudget.LeastReserve(capacity))) * 0.5;
        return new(ByteSize.Max(reserve, critical * 2).Bytes, critical.Bytes);
    }
}
