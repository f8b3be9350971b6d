namespace Flyball.Load;

/// <summary>
/// Replays a recorded trace on any clock: for tests, simulations and reports of faults. The first sample holds from the start, each
/// following one from the moment at which it was taken, and the last for ever. Not safe for use by several threads at once.
/// </summary>
public sealed class RecordedLoad : ILoadSampler
{
    readonly IReadOnlyList<LoadSample> samples;
    readonly TimeProvider time;
    readonly long started;
    int current;

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

        this.samples = samples;
        this.time = time ?? TimeProvider.System;
        started = this.time.GetTimestamp();
    }

    /// <summary>The sample that was the latest as long after the first as the replay lasts now.</summary>
    public LoadSample Sample()
    {
        TimeSpan at = samples[0].At + time.GetElapsedTime(started);
        while (current + 1 < samples.Count && samples[current + 1].At <= at) current++;
        return samples[current];
    }
}
