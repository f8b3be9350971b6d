namespace Flyball.Cli.Output;

/// <summary>Whose turn it is to be printed when jobs are printed in the order in which they were queued. Not thread safe.</summary>
/// <typeparam name="T">What names a job.</typeparam>
sealed class TurnOrder<T>
    where T : struct, IEquatable<T>
{
    readonly Queue<T> _waiting = new();
    readonly HashSet<T> _over = [];

    /// <summary>A job gets its place, behind all others.</summary>
    public void Queue(T job) => _waiting.Enqueue(job);

    /// <summary>Whether all jobs before it are over.</summary>
    public bool IsTurnOf(T job) => _waiting.TryPeek(out T first) && first.Equals(job);

    /// <summary>A job is over: nothing more will come of it.</summary>
    /// <returns>The jobs whose turn comes by that, in order. All but the last are over, too.</returns>
    public IEnumerable<T> End(T job)
    {
        if (!IsTurnOf(job))
        {
            _over.Add(job);
            yield break;
        }

        _waiting.Dequeue();
        while (_waiting.TryPeek(out T next))
        {
            yield return next;
            if (!_over.Remove(next)) yield break;
            _waiting.Dequeue();
        }
    }
}
