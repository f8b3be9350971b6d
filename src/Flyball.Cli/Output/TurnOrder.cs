namespace Flyball.Cli.Output;

/// <summary>Whose turn it is to be printed when jobs are printed in the order in which they were queued. Not thread safe.</summary>
/// <typeparam name="T">What names a job.</typeparam>
sealed class TurnOrder<T>
    where T : struct, IEquatable<T>
{
    readonly Queue<T> _waiting = new();
    readonly HashSet<T> _over = [];
    readonly Dictionary<T, T> _sequences = [];
    readonly Dictionary<T, List<T>> _steps = [];

    /// <summary>A job gets its place, behind all others.</summary>
    public void Queue(T job) => _waiting.Enqueue(job);

    /// <summary>A step gets the place of its sequence, behind the steps before it.</summary>
    public void Join(T step, T sequence)
    {
        _sequences.Add(step, sequence);
        if (!_steps.TryGetValue(sequence, out List<T>? steps)) _steps.Add(sequence, steps = []);
        steps.Add(step);
    }

    /// <summary>Whether all jobs before it, or before its sequence, are over.</summary>
    public bool IsTurnOf(T job) => _waiting.TryPeek(out T first) && first.Equals(_sequences.GetValueOrDefault(job, job));

    /// <summary>A job is over: nothing more will come of it. A step leaves its turn to its sequence.</summary>
    /// <returns>The jobs whose turn comes by that, in order, each with its steps so far behind it. All jobs but the last are over, too.</returns>
    public IEnumerable<T> End(T job)
    {
        if (_sequences.ContainsKey(job)) yield break;
        if (!IsTurnOf(job))
        {
            _over.Add(job);
            yield break;
        }

        Leave(job);
        while (_waiting.TryPeek(out T next))
        {
            yield return next;
            foreach (T step in _steps.GetValueOrDefault(next, [])) yield return step;
            if (!_over.Remove(next)) yield break;
            Leave(next);
        }
    }

    void Leave(T first)
    {
        _waiting.Dequeue();
        if (!_steps.Remove(first, out List<T>? steps)) return;
        foreach (T step in steps) _sequences.Remove(step);
    }
}
