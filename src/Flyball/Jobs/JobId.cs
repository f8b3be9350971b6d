using System.Globalization;

namespace Flyball.Jobs;

/// <summary>The number of a job within one controller: 1 for the first job added, then 2, 3, …</summary>
/// <param name="Value">The number; at least 1 for a job that exists.</param>
public readonly record struct JobId(long Value) : IComparable<JobId>
{
    /// <inheritdoc/>
    public int CompareTo(JobId other) => Value.CompareTo(other.Value);

    /// <summary>The number as digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the left job was added before the right one.</summary>
    public static bool operator <(JobId left, JobId right) => left.Value < right.Value;

    /// <summary>Whether the left job was added after the right one.</summary>
    public static bool operator >(JobId left, JobId right) => left.Value > right.Value;

    /// <summary>Whether the left job is the right one or was added before it.</summary>
    public static bool operator <=(JobId left, JobId right) => left.Value <= right.Value;

    /// <summary>Whether the left job is the right one or was added after it.</summary>
    public static bool operator >=(JobId left, JobId right) => left.Value >= right.Value;
}
