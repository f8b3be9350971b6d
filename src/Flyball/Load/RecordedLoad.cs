namespace Flyball.Load;

/// <summary>
/// Replays a recorded trace on any clock: for tests, simulations and reports of faults. The first sample holds from the start, each
/// following one from the moment at which it was taken, and the last for ever. Not safe for use by several threads at once.
/// </summary>
public sealed class RecordedLoad : ILoadSampler
{
    readonly IReadOnlyList<LoadSample> _samples;
    readonly TimeProvider _time;
    readonly long _started;
    int _current;

    /// <summary>Starts the replay.</summary>
    /// <param name="samples">The trace, at least one sample, in the order of <see cref="LoadSample.At"/>. <see cref="LoadTrace.Read"/> reads one.</param>
    /// <param name="time">The clock; <c>null</c>: the system's.</param>
    /// <exception cref="ArgumentException">There is no sample, or one is earlier than the one before it.</exception>
    public RecordedLoad(IReadOnlyList<LoadSample> samples, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Count == 0) throw new ArgumentException("A trace needs at least one sample.", nameof(samples));
        for (int index = 1; index < samples.Count; index++)
        {
            if (samples[index].At < samples[index - 1].At)
                throw new ArgumentException($"Sample {index + 1} of the trace is earlier than the one before it.", nameof(samples));
        }

        _samples = samples;
        _time = time ?? TimeProvider.System;
        _started = _time.GetTimestamp();
    }

    /// <summary>The sample that was the latest as long after the first as the replay lasts now.</summary>
    public LoadSample Sample()
    {
        TimeSpan at = _samples[0].At + _time.GetElapsedTime(_started);
        while (_current + 1 < _samples.Count && _samples[_current + 1].At <= at) _current++;
        return _samples[_current];
    }
}
