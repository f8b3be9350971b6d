namespace Flyball.Execution.Portable;

/// <summary>
/// Reads one output stream of a job on a thread of its own: on Windows .NET can read a process's pipe in no other way than by blocking a thread, and the few of the thread
/// pool are for those who must go on.
/// </summary>
sealed class OutputPump
{
    const int ScratchSize = 32 * 1024;

    /// <summary>More than any pipe holds, unless a privileged job made it larger.</summary>
    const int LargestPipe = 1024 * 1024;

    /// <summary>How often we look whether a stream whose job has ended has run dry.</summary>
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    readonly Lock _lock = new();
    readonly Stream _stream;
    readonly Task _end;
    readonly Action<OutputBuffer>? _tookMore;
    OutputBuffer? _buffer;
    long _total;
    volatile bool _isWaiting;

    /// <summary>Begins to read.</summary>
    /// <param name="stream">Disposed when it has been read to its end.</param>
    /// <param name="buffer">Takes what comes until <see cref="StopAsync"/> has completed; <c>null</c>: it is thrown away.</param>
    /// <param name="tookMore">Called when the buffer has taken more; <c>null</c>: nobody is told.</param>
    public OutputPump(Stream stream, OutputBuffer? buffer, Action<OutputBuffer>? tookMore)
    {
        (_stream, _buffer, _tookMore) = (stream, buffer, tookMore);
        _end = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>
    /// Completes when the buffer holds what the job wrote before it ended. That is at the end of the stream, but for a stream that something which outlived the job holds open: it is
    /// read on, and forgotten, so that nobody is ended by a broken pipe or waits for room.
    /// </summary>
    public async Task StopAsync(TimeProvider time)
    {
        // What the job wrote comes before what came later, so it has been read once more than a pipe holds was read, or nothing is there to be read.
        long enough = Volatile.Read(ref _total) + LargestPipe;
        do await _end.WaitAsync(s_patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!_end.IsCompleted && !_isWaiting && Volatile.Read(ref _total) < enough);

        lock (_lock) _buffer = null;
        if (_end.IsCompleted) await _end.ConfigureAwait(false);
    }

    void Take(ReadOnlySpan<byte> bytes)
    {
        if (_buffer is null) return;
        _buffer.Append(bytes);
        _tookMore?.Invoke(_buffer);
    }

    void Read()
    {
        using (_stream)
        {
            byte[] scratch = GC.AllocateUninitializedArray<byte>(ScratchSize);
            while (true)
            {
                _isWaiting = true;
                int count = _stream.Read(scratch);
                _isWaiting = false;
                if (count == 0) return;
                lock (_lock) Take(scratch.AsSpan(0, count));
                Volatile.Write(ref _total, _total + count);
            }
        }
    }
}
