using Flyball.Jobs;

namespace Flyball.Execution;

/// <summary>
/// Writes the output of each ended job, whole, to this process's standard output and standard error: first all of one, then all of the other, never two jobs
/// mixed. Needs the C library, so not for Windows. Safe for use by any thread.
/// </summary>
public sealed class GroupedOutput : IJobOutput, IDisposable
{
    /// <summary>A pipe that says it has room takes this much (PIPE_BUF) without blocking the writer, in all: both streams may be the same pipe.</summary>
    const int NeverBlocks = 4096;

    readonly StandardStreams _streams;
    readonly SemaphoreSlim _turn = new(1);

    /// <summary>Takes this process's streams.</summary>
    /// <exception cref="PlatformNotSupportedException">This is Windows.</exception>
    public GroupedOutput()
        : this(OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException("GroupedOutput writes by the C library, which Windows has not: give an IJobOutput of your own.") : new())
    {
    }

    /// <param name="streams">Disposed with this object.</param>
    internal GroupedOutput(StandardStreams streams) => _streams = streams;

    /// <summary>Cancelled when the output of a job could not be written, and so that of no other job either.</summary>
    public CancellationToken Broken => _streams.Broken;

    /// <summary>Whether it could not be written because nobody reads it any more, which is nobody's fault.</summary>
    public bool ReaderHasGone => _streams.ReaderHasGone;

    /// <inheritdoc/>
    /// <exception cref="IOException">The output could not be written.</exception>
    public ValueTask WriteAsync(JobExecution execution, JobOutcome outcome, OutputContent standardOutput, OutputContent standardError)
    {
        ArgumentNullException.ThrowIfNull(standardOutput);
        ArgumentNullException.ThrowIfNull(standardError);
        if (standardOutput.Length + standardError.Length == 0) return default;
        if (!_streams.TellOfRoom || standardOutput.Length + standardError.Length > NeverBlocks || !_turn.Wait(0)) return WriteLaterAsync(standardOutput, standardError);
        bool now;
        try
        {
            now = HasRoom(OutputKind.StandardOutput, standardOutput) && HasRoom(OutputKind.StandardError, standardError);
            if (now) Write(standardOutput, standardError);
        }
        finally
        {
            _turn.Release();
        }

        return now ? default : WriteLaterAsync(standardOutput, standardError);
    }

    async ValueTask WriteLaterAsync(OutputContent standardOutput, OutputContent standardError)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            await Task.Run(() => Write(standardOutput, standardError)).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    static bool HasRoom(OutputKind stream, OutputContent content) => content.Length == 0 || StandardStreams.HasRoom(stream);

    void Write(OutputContent standardOutput, OutputContent standardError)
    {
        _streams.Write(OutputKind.StandardOutput, standardOutput);
        _streams.Write(OutputKind.StandardError, standardError);
        standardOutput.Dispose();
        standardError.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _turn.Dispose();
        _streams.Dispose();
    }
}
