using System.Collections.Immutable;
using Flyball.Cli.JobFiles.Reading;

namespace Flyball.Cli.JobFiles.Linking;

/// <summary>Makes jobs of drafts: multiplies out their matrices, gives them names, looks up what they wait for, and puts them in order.</summary>
static class Linker
{
    /// <summary>The most jobs that a file may stand for.</summary>
    public const int MostJobs = 1_000_000;

    /// <summary>Does it all.</summary>
    /// <param name="drafts">In the order of the file.</param>
    /// <param name="isWhole">Whether these are all jobs of the file: else an unknown name may be that of one that could not be read.</param>
    /// <param name="problems">Where to report. When there is a problem, jobs may be missing from the result.</param>
    /// <returns>The jobs, and their places in an order in which each comes after what it waits for.</returns>
    public static (ImmutableArray<JobSpecification> Jobs, ImmutableArray<int> Order) Link(ImmutableArray<JobDraft> drafts, bool isWhole, Problems problems)
    {
        if (!AreFew(drafts, problems)) return ([], []);
        List<JobSpecification> jobs = [];
        ImmutableArray<JobFamily> families = [.. drafts.Select((draft, place) => JobFamily.Expand(draft, place + 1, jobs, problems))];
        var names = new JobNames(families, jobs, problems);
        bool areAllKnown = isWhole && drafts.All(draft => draft.IsNameKnown);
        ImmutableArray<Dependency>[] after = new DependencyResolver(names, jobs, areAllKnown, problems).Resolve(families);
        int[] order = JobOrder.Of(after);
        if (order.Length < jobs.Count) Report(DependencyCycles.Find(after, order), families, jobs, problems);
        return ([.. jobs.Select((job, place) => after[place].IsEmpty ? job : job with { After = after[place] })], [.. order]);
    }

    static bool AreFew(ImmutableArray<JobDraft> drafts, Problems problems)
    {
        long count = 0;
        foreach (JobDraft draft in drafts)
        {
            count += draft.Matrix?.Size ?? 1;
            if (count <= MostJobs) continue;
            problems.Add(draft.MatrixPosition, $"these are more than {MostJobs} jobs", "combinations count before 'exclude' takes some away; make several files of it");
            return false;
        }

        return true;
    }

    static void Report(IEnumerable<ImmutableArray<int>> cycles, ImmutableArray<JobFamily> families, List<JobSpecification> jobs, Problems problems)
    {
        foreach (ImmutableArray<int> cycle in cycles)
        {
            JobDraft first = JobFamily.Of(cycle[0], families).Draft;
            problems.Add(first.After[0].Position, $"these jobs wait for each other: {Shown(cycle, jobs)}", "each waits for the next one: take one 'after' away");
        }
    }

    static string Shown(ImmutableArray<int> cycle, List<JobSpecification> jobs)
    {
        const int Most = 10, Ends = 4;
        string[] names = [.. cycle.Append(cycle[0]).Select(job => jobs[job].Name)];
        if (names.Length > Most) names = [.. names[..Ends], $"… {names.Length - (2 * Ends)} more …", .. names[^Ends..]];
        return string.Join(" → ", names);
    }
}
