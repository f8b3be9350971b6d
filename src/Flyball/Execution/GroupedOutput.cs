using System.Buffers;
using Flyball.Execution.Linux;
using Flyball.Jobs;

namespace Flyball.Execution;

/// <summary>
/// Writes the output of each ended job, whole, to this process's standard output and standard error: first all of one, then all of the other, never two jobs
/// mixed. Safe for use by any thread.
/// </summary>
public sealed class GroupedOutput : IJobOutput, IDisposable
{
    const int StandardOutput = 1, StandardError = 2, BufferSize = 256 * 1024;

    /// <summary>A pipe that says it has room takes this much (PIPE_BUF) without blocking the writer, in all: both streams may be the same pipe.</summary>
    const int NeverBlocks = 4096;

    /// <summary>Of terminals and sockets nobody knows.</summary>
    readonly bool _takesWithoutBlocking = Descriptor.IsPipeOrFile(StandardOutput) && Descriptor.IsPipeOrFile(StandardError);

    readonly SemaphoreSlim _turn = new(1);
    readonly CancellationTokenSource _broken = new();

    /// <summary>Cancelled when the output of a job could not be written, and so that of no other job either.</summary>
    public CancellationToken Broken => _broken.Token;

    /// <summary>Whether it could not be written because nobody reads it any more, which is nobody's fault.</summary>
    public bool ReaderHasGone { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="IOException">The output could not be written.</exception>
    public ValueTask WriteAsync(JobExecution execution, JobOutcome outcome, OutputContent standardOutput, OutputContent standardError)
    {
        ArgumentNullException.ThrowIfNull(standardOutput);
        ArgumentNullException.ThrowIfNull(standardError);
        if (standardOutput.Length + standardError.Length == 0) return default;
        if (!_takesWithoutBlocking || standardOutput.Length + standardError.Length > NeverBlocks || !_turn.Wait(0)) return WriteLaterAsync(standardOutput, standardError);
        bool now;
        try
        {
            now = HasRoom(StandardOutput, standardOutput) && HasRoom(StandardError, standardError);
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

    static bool HasRoom(int descriptor, OutputContent content) => content.Length == 0 || Descriptor.HasRoom(descriptor);

    void Write(OutputContent standardOutput, OutputContent standardError)
    {
        if (_broken.IsCancellationRequested) throw new IOException("an earlier output could not be written");
        try
        {
            Copy(standardOutput, StandardOutput);
            CopyErrors(standardError);
        }
        catch (IOException failure)
        {
            ReaderHasGone |= failure.HResult == Native.BrokenPipe;
            _broken.Cancel();
            throw;
        }
    }

    static void CopyErrors(OutputContent standardError)
    {
        try
        {
            Copy(standardError, StandardError);
        }
        catch (IOException)
        {
            // A standard error that is closed or full loses messages, not jobs: as for any program.
        }
    }

    static void Copy(OutputContent from, int to)
    {
        Descriptor.WriteAll(to, from.InMemory);
        if (from.InMemory.Length == from.Length) return;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long position = 0;
            while (from.Read(position, buffer) is > 0 and var count)
            {
                Descriptor.WriteAll(to, buffer.AsSpan(0, count));
                position += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _turn.Dispose();
        _broken.Dispose();
    }
}
