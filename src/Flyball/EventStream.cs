using System.Collections.Immutable;
using System.Threading.Channels;

namespace Flyball;

/// <summary>Hands each event to everybody who listens. Publishing is for one thread; listening and leaving for any.</summary>
sealed class EventStream
{
    readonly Lock _changing = new();
    ImmutableArray<Channel<JobEvent>> _listeners = [];
    bool _completed;
    Exception? _fault;

    public bool HasListeners => !_listeners.IsEmpty;

    public void Publish(JobEvent happened)
    {
        foreach (Channel<JobEvent> listener in _listeners) listener.Writer.TryWrite(happened);
    }

    /// <summary>Listens from this call on, not only from the first event that is asked for.</summary>
    public IAsyncEnumerable<JobEvent> Subscribe(CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<JobEvent>(new() { SingleReader = true, SingleWriter = true });
        lock (_changing)
        {
            if (_completed) channel.Writer.Complete(_fault);
            else _listeners = _listeners.Add(channel);
        }

        return ReadAsync(channel, cancellationToken);
    }

    /// <summary>Nothing more will be published.</summary>
    /// <param name="fault">Thrown to whoever has read what was; <c>null</c>: all is well.</param>
    public void Complete(Exception? fault)
    {
        lock (_changing)
        {
            (_completed, _fault) = (true, fault);
            foreach (Channel<JobEvent> listener in _listeners) listener.Writer.TryComplete(fault);
            _listeners = [];
        }
    }

    async IAsyncEnumerable<JobEvent> ReadAsync(Channel<JobEvent> channel, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (JobEvent happened in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false)) yield return happened;
        }
        finally
        {
            lock (_changing) _listeners = _listeners.Remove(channel);
        }
    }
}
