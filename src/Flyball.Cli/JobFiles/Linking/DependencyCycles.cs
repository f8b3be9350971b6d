using System.Collections.Immutable;

namespace Flyball.Cli.JobFiles.Linking;

/// <summary>Finds jobs that wait for each other. No recursion: a chain may be as long as the file.</summary>
sealed class DependencyCycles
{
    readonly IReadOnlyList<ImmutableArray<Dependency>> _after;

    /// <summary>When a job was first met, from 1; 0: not yet. Then the earliest job that it leads to and that is not yet part of a component.</summary>
    readonly int[] _met, _earliest;
    readonly bool[] _isOpen;
    readonly Stack<int> _open = [];
    int _count;

    DependencyCycles(IReadOnlyList<ImmutableArray<Dependency>> after)
    {
        _after = after;
        _met = new int[after.Count];
        _earliest = new int[after.Count];
        _isOpen = new bool[after.Count];
    }

    /// <summary>Of all jobs that wait for each other, one shortest cycle through the first of them in the file.</summary>
    /// <param name="after">What each job waits for, never for itself.</param>
    /// <param name="free">Jobs that are known to be on no cycle.</param>
    public static IEnumerable<ImmutableArray<int>> Find(IReadOnlyList<ImmutableArray<Dependency>> after, IEnumerable<int> free)
    {
        var search = new DependencyCycles(after);
        foreach (int job in free) search._met[job] = int.MaxValue;
        int[] previous = new int[after.Count];
        Array.Fill(previous, -1);
        for (int job = 0; job < after.Count; job++)
        {
            if (search._met[job] != 0) continue;
            foreach (List<int> component in search.ComponentsFrom(job).Where(component => component.Count > 1)) yield return Cycle(after, [.. component], previous);
        }
    }

    /// <summary>Tarjan's strongly connected components, as far as a job leads.</summary>
    IEnumerable<List<int>> ComponentsFrom(int start)
    {
        Stack<(int Job, int Next)> path = [];
        Meet(start, path);
        while (path.TryPop(out (int Job, int Next) place))
        {
            (int job, int next) = place;
            if (next < _after[job].Length)
            {
                path.Push((job, next + 1));
                int other = _after[job][next].Job;
                if (_met[other] == 0) Meet(other, path);
                else if (_isOpen[other]) _earliest[job] = Math.Min(_earliest[job], _met[other]);
                continue;
            }

            if (path.TryPeek(out (int Job, int Next) parent)) _earliest[parent.Job] = Math.Min(_earliest[parent.Job], _earliest[job]);
            if (_earliest[job] == _met[job]) yield return Close(job);
        }
    }

    void Meet(int job, Stack<(int Job, int Next)> path)
    {
        _met[job] = _earliest[job] = ++_count;
        _isOpen[job] = true;
        _open.Push(job);
        path.Push((job, 0));
    }

    List<int> Close(int root)
    {
        List<int> component = [];
        int job;
        do
        {
            job = _open.Pop();
            _isOpen[job] = false;
            component.Add(job);
        }
        while (job != root);
        return component;
    }

    static ImmutableArray<int> Cycle(IReadOnlyList<ImmutableArray<Dependency>> after, HashSet<int> component, int[] previous)
    {
        int start = component.Min();
        Queue<int> next = new([start]);
        while (next.TryDequeue(out int job))
        {
            foreach (Dependency dependency in after[job])
            {
                if (dependency.Job == start) return Path(start, job, previous);
                if (!component.Contains(dependency.Job) || previous[dependency.Job] >= 0) continue;
                previous[dependency.Job] = job;
                next.Enqueue(dependency.Job);
            }
        }

        throw new InvalidOperationException("jobs of a component lead to each other");
    }

    static ImmutableArray<int> Path(int start, int end, int[] previous)
    {
        List<int> path = [];
        for (int job = end; job != start; job = previous[job]) path.Add(job);
        path.Add(start);
        path.Reverse();
        return [.. path];
    }
}
