using System.Globalization;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Commands;
using Flyball.Jobs;

namespace Flyball.Cli.Failures;

/// <summary>Which ends of jobs are counted.</summary>
enum HaltCause
{
    Failure,
    Success,

    /// <summary>Either.</summary>
    End,
}

/// <summary>When a run is stopped before its input is used up, in the words of GNU parallel. Pure: what it says follows from the jobs that ended.</summary>
/// <param name="EndsRunning">Whether what runs is ended then (<c>now</c>), or goes on to its end (<c>soon</c>).</param>
/// <param name="Cause">What is counted.</param>
/// <param name="Threshold">How many it takes, at least 1; a share is in percent, 1 to 100.</param>
/// <param name="IsShare">Whether the threshold is a share of all jobs of the input.</param>
sealed record HaltRule(bool EndsRunning, HaltCause Cause, int Threshold, bool IsShare)
{
    const string Hint = "for example: --halt now,fail=1, --halt soon,fail=10% or --halt now,success=1; --halt never is the default";

    /// <summary>Reads <c>now,fail=1</c> and the like, and the older forms 0, 1, 2, -1, -2 and 10%.</summary>
    /// <returns><c>null</c>: never.</returns>
    /// <exception cref="UsageException">It is none of them.</exception>
    public static HaltRule? Parse(string name, string text)
    {
        switch (text)
        {
            case "never" or "0": return null;
            case "1": return new(false, HaltCause.Failure, 1, false);
            case "2": return new(true, HaltCause.Failure, 1, false);
            case "-1": return new(false, HaltCause.Success, 1, false);
            case "-2": return new(true, HaltCause.Success, 1, false);
        }

        string[] parts = text.EndsWith('%') && !text.Contains(',') ? ["soon", $"fail={text}"] : text.Split(',', 2);
        if (parts[0] is not ("now" or "soon")) throw Wrong("does not begin with never, now or soon");
        string[] why = parts.Length == 2 ? parts[1].Split('=', 2) : [""];
        HaltCause cause = why[0] switch
        {
            "fail" => HaltCause.Failure,
            "success" => HaltCause.Success,
            "done" => HaltCause.End,
            _ => throw Wrong($"does not say fail, success or done after '{parts[0]},'"),
        };
        bool isShare = why is [_, [.., '%']];
        string number = why.Length < 2 ? "" : isShare ? why[1][..^1] : why[1];
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int threshold) || threshold < 1 || (isShare && threshold > 100))
            throw Wrong("does not end in a whole number of jobs from 1, or a percentage from 1% to 100%");
        return new(parts[0] == "now", cause, threshold, isShare);

        UsageException Wrong(string problem) => OptionValues.Wrong(name, text, problem, Hint);
    }

    /// <summary>Whether a job that ended so is counted.</summary>
    public bool Counts(JobOutcome outcome) => Cause switch
    {
        _ when outcome.Status is JobStatus.Cancelled or JobStatus.Skipped => false,
        HaltCause.Success => outcome.Succeeded,
        HaltCause.Failure => !outcome.Succeeded,
        _ => true,
    };

    /// <summary>The exit status of a run that was not stopped.</summary>
    /// <param name="failed">How many of its jobs failed.</param>
    /// <param name="total">How many jobs the input has; looked at for a share alone.</param>
    public int StatusAtEnd(long failed, long total) => IsShare ? ExitStatus.ForShare(failed, total) : ExitStatus.ForFailures(failed);

    /// <summary>Whether the run is to be stopped.</summary>
    /// <param name="tally">What has ended, the last one included.</param>
    /// <param name="last">How the last job ended.</param>
    /// <param name="total">How many jobs the input has; looked at for a share alone.</param>
    /// <returns>The exit status of the stopped run; <c>null</c>: go on.</returns>
    public int? Judge(HaltTally tally, JobOutcome last, long total)
    {
        if (!Counts(last)) return null;
        long counted = (Cause == HaltCause.Success ? 0 : tally.Failed) + (Cause == HaltCause.Failure ? 0 : tally.Succeeded);
        if (IsShare ? counted * 100 < Threshold * total : counted < Threshold) return null;
        return Cause == HaltCause.Success ? 0
            : this is { Threshold: 1, IsShare: false } ? ExitStatus.ForJob(last)
            : StatusAtEnd(tally.Failed, total);
    }
}

/// <summary>How many jobs have ended, by how they did; those that we ended ourselves, or never started, do not count.</summary>
readonly record struct HaltTally(long Succeeded, long Failed)
{
    /// <summary>The tally with one more.</summary>
    public HaltTally With(JobOutcome outcome) => outcome.Status switch
    {
        JobStatus.Succeeded => this with { Succeeded = Succeeded + 1 },
        JobStatus.Cancelled or JobStatus.Skipped => this,
        _ => this with { Failed = Failed + 1 },
    };
}
