using System.Collections.Immutable;

namespace Flyball.Cli.JobFiles.Linking;

/// <summary>An order in which each job comes after what it waits for.</summary>
static class JobOrder
{
    /// <summary>Orders jobs: always the first in the file of those that wait for nothing more.</summary>
    /// <param name="after">What each job waits for, none twice.</param>
    /// <returns>The jobs' places; those on a cycle, or that wait for one, are missing.</returns>
    public static int[] Of(IReadOnlyList<ImmutableArray<Dependency>> after)
    {
        // Who waits for a job: all of them in one array, each job's from its start on.
        int[] starts = new int[after.Count + 1];
        for (int job = 0; job < after.Count; job++)
            foreach (Dependency dependency in after[job]) starts[dependency.Job + 1]++;
        for (int job = 0; job < after.Count; job++) starts[job + 1] += starts[job];
        int[] waiting = new int[starts[^1]], filled = [.. starts];
        for (int job = 0; job < after.Count; job++)
            foreach (Dependency dependency in after[job]) waiting[filled[dependency.Job]++] = job;

        int[] open = [.. after.Select(dependencies => dependencies.Length)];
        var ready = new PriorityQueue<int, int>();
        for (int job = 0; job < open.Length; job++)
        {
            if (open[job] == 0) ready.Enqueue(job, job);
        }

        List<int> order = new(after.Count);
        while (ready.TryDequeue(out int job, out _))
        {
            order.Add(job);
            foreach (int other in waiting.AsSpan(starts[job]..starts[job + 1]))
            {
                if (--open[other] == 0) ready.Enqueue(other, other);
            }
        }

        return [.. order];
    }
}
