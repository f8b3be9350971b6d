using System.Collections.Concurrent;
using Flyball.Execution;
using Flyball.Jobs;

namespace Flyball.AcceptanceTests.Library;

/// <summary>Keeps what jobs wrote.</summary>
sealed class ReceivedOutput : IJobOutput
{
    readonly ConcurrentDictionary<JobId, (byte[] Output, byte[] Error)> _all = new();

    /// <summary>What a job wrote; <c>null</c>: nothing was delivered.</summary>
    public (byte[] Output, byte[] Error)? Of(JobId id) => _all.TryGetValue(id, out var received) ? received : null;

    public ValueTask WriteAsync(JobExecution execution, JobOutcome outcome, OutputContent standardOutput, OutputContent standardError)
    {
        _all.TryAdd(execution.Id, (Bytes(standardOutput), Bytes(standardError))).ShouldBeTrue("the output of a job is delivered once");
        standardOutput.Dispose();
        standardError.Dispose();
        return default;
    }

    static byte[] Bytes(OutputContent content)
    {
        // Long outputs must not fill the memory of the program that runs the jobs.
        if (content.Length > OutputBuffer.MostInMemory) content.InMemory.IsEmpty.ShouldBeTrue("a long output is in a file");
        byte[] bytes = new byte[content.Length];
        int length = 0;
        while (content.Read(length, bytes.AsSpan(length)) is > 0 and var count) length += count;
        length.ShouldBe(bytes.Length);
        return bytes;
    }
}
