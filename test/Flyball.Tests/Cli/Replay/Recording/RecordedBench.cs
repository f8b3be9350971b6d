using Flyball.Cli.Replay.Recording;
using Flyball.Jobs;
using Flyball.Tests.Controller;

namespace Flyball.Tests.Cli.Replay.Recording;

/// <summary>A controller on a fake machine that is never the same, and whose run is recorded.</summary>
sealed class RecordedBench : IAsyncDisposable
{
    readonly string _file = Path.GetTempFileName();
    readonly Random _random = new(1);
    readonly RunRecording _recording;
    readonly Bench _bench;
    RunRecording? _made;

    public RecordedBench(Action<JobControllerOptions>? set = null, bool withCommands = false)
    {
        _bench = new(options =>
        {
            _made = RunRecording.Open(new(_file, withCommands), nice: 10, new ClockAlone(options.TimeProvider), _ => { });
            _made.Begin();
            options.DefaultRequest = ResourceRequest.Unknown;
            options.Journal = new Listener(_made);
            options.Witness = _made;
            set?.Invoke(options);
        });
        _recording = _made!;
        _bench.Sampler.Says = sample => sample with
        {
            Capacity = new() { MachineCpus = 4, UsableCpus = 4, MachineMemory = ByteSize.GiB(8) },
            BusyCores = 4 * _random.NextDouble(),
            CpuPressure = new(_random.NextDouble() / 5, 0),
            MemoryAvailable = ByteSize.MiB(_random.Next(500, 8000)),
            Runnable = _random.Next(0, 8),
        };
        _bench.Executor.OnMeasure = _ => new(TimeSpan.FromSeconds(10 * _random.NextDouble()), ByteSize.MiB(_random.Next(10, 1500)), _random.Next(0, 2));
    }

    public JobController Jobs => _bench.Jobs;

    /// <summary>Lets jobs start and end for a while.</summary>
    public async Task RunAsync(int turns)
    {
        await _bench.Jobs.StartAsync();
        for (int i = 0; i < turns; i++)
        {
            if (i % 3 == 0) _bench.Add($"kind {i % 4}", priority: i % 2);
            await _bench.Clock.AdvanceAsync(_random.NextDouble() / 2);
            if (i % 5 == 4) _bench.Executor.End(new JobId(1 + (i / 5)), usage: new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(0.5), ByteSize.MiB(200), 8, 16));
        }

        await _bench.SettleAsync();
    }

    public Task AdvanceAsync(double seconds) => _bench.Clock.AdvanceAsync(seconds);

    /// <summary>Ends the record and reads it.</summary>
    public RecordedRun Read(Action<RecordedDecision> decided)
    {
        _recording.Dispose();
        using FileStream stream = File.OpenRead(_file);
        return RecordingReader.Read(stream, "run", decided);
    }

    public string Text()
    {
        _recording.Dispose();
        return File.ReadAllText(_file);
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        _recording.Dispose();
        File.Delete(_file);
    }

    sealed class Listener(RunRecording recording) : IJobJournal
    {
        public void Append(ReadOnlySpan<JobEvent> events)
        {
            foreach (JobEvent happened in events) recording.Add(happened);
        }
    }

    /// <summary>The times of a clock without its timers: those belong to the controller.</summary>
    sealed class ClockAlone(TimeProvider clock) : TimeProvider
    {
        public override long TimestampFrequency => clock.TimestampFrequency;

        public override long GetTimestamp() => clock.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();
    }

    sealed class Never : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => default;
    }
}
