using System.Text;
using Flyball.Jobs;

namespace Flyball.AcceptanceTests.Library;

/// <summary>What became of a job.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Received">What it wrote; <c>null</c>: nothing was delivered.</param>
sealed record EndedJob(JobOutcome Outcome, (byte[] Output, byte[] Error)? Received)
{
    /// <summary>Its standard output.</summary>
    public string Text => Encoding.UTF8.GetString(Received?.Output ?? []);

    public EndedJob ShouldHaveSucceeded()
    {
        Outcome.Status.ShouldBe(JobStatus.Succeeded, $"{Outcome}\n{Text}\n{Encoding.UTF8.GetString(Received?.Error ?? [])}");
        return this;
    }

    public EndedJob ShouldHaveFailed(int? exitCode)
    {
        Outcome.Status.ShouldBe(JobStatus.Failed, Outcome.ToString());
        Outcome.ExitCode.ShouldBe(exitCode, Outcome.ToString());
        return this;
    }

    /// <summary>Whether the words for people hold these.</summary>
    public EndedJob ShouldSay(params ReadOnlySpan<string> words)
    {
        foreach (string word in words) Outcome.Detail.ShouldNotBeNull().ShouldContain(word);
        return this;
    }
}
