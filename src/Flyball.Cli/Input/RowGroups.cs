using System.Collections.Immutable;
using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Input;

/// <summary>Says how long command lines become.</summary>
interface ILineLengths
{
    /// <summary>The bytes of a job's command line.</summary>
    long LengthOf(JobArguments arguments);

    /// <summary>About how many bytes more there are with these values; never much more than there really are.</summary>
    long GrowthBy(ImmutableArray<string> row);
}

/// <summary>Puts rows together into jobs: a number of them, or as many as fit into a command line. A job is there as soon as its rows are, and one more.</summary>
sealed class RowGroups(GroupSettings settings, ILineLengths lines, ImmutableArray<string> names)
{
    /// <summary>What the kernel takes as one argument, and as the command line of a shell is; xargs has the same limit.</summary>
    public const int LongestLine = 128 * 1024;

    readonly int _limit = Math.Min(settings.MaxLength ?? LongestLine, LongestLine);
    readonly List<ImmutableArray<string>> _waiting = [];
    long _number, _estimate;

    /// <summary>The jobs, in the order of their rows.</summary>
    /// <exception cref="UsageException">While reading: a row alone makes a line that is too long.</exception>
    public IEnumerable<JobArguments> Of(IEnumerable<ImmutableArray<string>> rows)
    {
        if (settings is { MaxRows: 0 or 1, MaxLength: null }) return rows.Select(Single);
        return Grouped(rows);
    }

    JobArguments Single(ImmutableArray<string> row) => new(++_number, settings.MaxRows == 0 ? [] : row) { Names = names };

    IEnumerable<JobArguments> Grouped(IEnumerable<ImmutableArray<string>> rows)
    {
        int most = Math.Max(1, settings.MaxRows ?? int.MaxValue);
        foreach (ImmutableArray<string> row in rows)
        {
            _waiting.Add(row);
            _estimate += lines.GrowthBy(row);
            while (_waiting.Count > most || _estimate >= _limit && _waiting.Count > 1) yield return Take(Math.Min(most, _waiting.Count - 1));
            if (_waiting.Count == most) yield return Take(most);
        }

        // What is left is shared out, so that the last jobs are no longer than they must be.
        int share = (_waiting.Count + settings.Spread - 1) / settings.Spread;
        while (_waiting.Count > 0) yield return Take(Math.Min(share, _waiting.Count));
    }

    /// <summary>Takes that many rows, or as many of them as fit.</summary>
    JobArguments Take(int count)
    {
        JobArguments group = First(count);
        long length;
        while ((length = lines.LengthOf(group)) >= _limit)
        {
            if (count == 1) throw TooLong(length, group);
            // The line is longer than estimated by the part that all rows share: that is made up for in a few steps.
            count = (int)Math.Clamp(count * (_limit / (double)length), 1, count - 1);
            group = First(count);
        }

        _number++;
        _waiting.RemoveRange(0, count);
        _estimate = _waiting.Sum(lines.GrowthBy);
        return group;
    }

    JobArguments First(int count)
    {
        if (settings.MaxRows == 0) return new(_number + 1, []) { Names = names };
        return new(_number + 1, [.. _waiting.Take(count).SelectMany(row => row)]) { Names = names };
    }

    UsageException TooLong(long length, JobArguments group) => new(
        $"the command line of job {group.Number} is too long: {length} bytes, and it must be shorter than {_limit}",
        settings.MaxLength is null ? "let the command read long values from a file" : $"give '--max-chars' more, at most {LongestLine}");
}
