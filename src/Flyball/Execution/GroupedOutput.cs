using System.Buffers;
using Flyball.Execution.Linux;
using Microsoft.Win32.SafeHandles;

namespace Flyball.Execution;

/// <summary>
/// Writes the output of each ended job, whole, to this process's standard output and standard error: first all of one, then all of the other, never two jobs
/// mixed. Safe for use by any thread.
/// </summary>
public sealed class GroupedOutput : IJobOutput, IDisposable
{
    const int StandardOutput = 1, StandardError = 2, BufferSize = 256 * 1024;

    readonly SemaphoreSlim _turn = new(1);
    readonly CancellationTokenSource _broken = new();

    /// <summary>Cancelled when the output of a job could not be written, and so that of no other job either.</summary>
    public CancellationToken Broken => _broken.Token;

    /// <summary>Whether it could not be written because nobody reads it any more, which is nobody's fault.</summary>
    public bool ReaderHasGone { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="IOException">The output could not be written.</exception>
    public async ValueTask WriteAsync(JobExecution execution, SafeFileHandle standardOutput, SafeFileHandle standardError)
    {
        ArgumentNullException.ThrowIfNull(standardOutput);
        ArgumentNullException.ThrowIfNull(standardError);
        if (_broken.IsCancellationRequested) throw new IOException("an earlier output could not be written");
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            Write(standardOutput, standardError);
        }
        finally
        {
            _turn.Release();
        }
    }

    void Write(SafeFileHandle standardOutput, SafeFileHandle standardError)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            Copy(standardOutput, StandardOutput, buffer);
            CopyErrors(standardError, buffer);
        }
        catch (IOException failure)
        {
            ReaderHasGone |= failure.HResult == Native.BrokenPipe;
            _broken.Cancel();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    static void CopyErrors(SafeFileHandle standardError, byte[] buffer)
    {
        try
        {
            Copy(standardError, StandardError, buffer);
        }
        catch (IOException)
        {
            // A standard error that is closed or full loses messages, not jobs: as for any program.
        }
    }

    static void Copy(SafeFileHandle from, int to, byte[] buffer)
    {
        for (long position = 0; ;)
        {
            int count = RandomAccess.Read(from, buffer, position);
            if (count == 0) return;
            Descriptor.WriteAll(to, buffer.AsSpan(0, count));
            position += count;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _turn.Dispose();
        _broken.Dispose();
    }
}
