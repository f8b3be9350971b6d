using System.Collections.Immutable;
using CsCheck;
using Flyball.Cli.JobFiles;
using Flyball.Cli.JobFiles.Linking;

namespace Flyball.Tests.Cli.JobFiles;

public sealed class JobOrderTests
{
    /// <summary>What each of some jobs waits for; perhaps in a circle, never itself.</summary>
    static readonly Gen<ImmutableArray<Dependency>[]> s_graphs =
        from count in Gen.Int[1, 12]
        from edges in Gen.Select(Gen.Int[0, count - 1], Gen.Int[0, count - 1]).Array[0, 16]
        select Graph(count, edges);

    [Fact]
    public void Each_job_comes_after_what_it_waits_for_and_the_first_in_the_file_first() => s_graphs.Sample(after =>
    {
        List<int> naive = [];
        while (Enumerable.Range(0, after.Length).Cast<int?>().FirstOrDefault(job => !naive.Contains(job!.Value) && after[job.Value].All(dependency => naive.Contains(dependency.Job))) is { } next)
            naive.Add(next);
        JobOrder.Of(after).ShouldBe(naive);
    }, iter: 3000);

    [Fact]
    public void Jobs_on_circles_are_found_and_each_cycle_is_one() => s_graphs.Sample(after =>
    {
        int[] order = JobOrder.Of(after);
        ImmutableArray<int>[] cycles = [.. DependencyCycles.Find(after, order)];
        (cycles.Length == 0).ShouldBe(order.Length == after.Length);
        foreach (ImmutableArray<int> cycle in cycles)
        {
            cycle.Distinct().Count().ShouldBe(cycle.Length);
            for (int i = 0; i < cycle.Length; i++) after[cycle[i]].Select(dependency => dependency.Job).ShouldContain(cycle[(i + 1) % cycle.Length]);
        }

        // One for each set of jobs that reach each other.
        int[] components = [.. Enumerable.Range(0, after.Length).Where(job => Reached(after, job).Contains(job)).Select(job => Reached(after, job).Where(other => Reached(after, other).Contains(job)).Min()).Distinct()];
        cycles.Select(cycle => cycle[0]).Order().ShouldBe(components.Order());
    }, iter: 3000);

    static ImmutableArray<Dependency>[] Graph(int count, (int From, int To)[] edges) =>
        [.. Enumerable.Range(0, count).Select(job => edges.Where(edge => edge.From == job && edge.To != job).Select(edge => new Dependency(edge.To, default)).Distinct().ToImmutableArray())];

    static HashSet<int> Reached(ImmutableArray<Dependency>[] after, int start)
    {
        HashSet<int> reached = [];
        Queue<int> next = new([start]);
        while (next.TryDequeue(out int job))
        {
            foreach (Dependency dependency in after[job])
            {
                if (reached.Add(dependency.Job)) next.Enqueue(dependency.Job);
            }
        }

        return reached;
    }
}
