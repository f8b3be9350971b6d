using System.Collections.Immutable;
using Flyball.Cli.JobFiles.Reading;
using Flyball.Cli.JobFiles.Tree;
using Flyball.Jobs;

namespace Flyball.Cli.JobFiles.Linking;

/// <summary>Looks up what jobs wait for.</summary>
/// <param name="names">What each name stands for.</param>
/// <param name="jobs">All jobs.</param>
/// <param name="areAllKnown">Whether a name that is not known is wrong.</param>
/// <param name="problems">Where to report.</param>
sealed class DependencyResolver(JobNames names, List<JobSpecification> jobs, bool areAllKnown, Problems problems)
{
    // A thousand combinations that wait for a thousand are a million already.
    const int MostDependencies = 10_000_000;

    readonly HashSet<Position> _reported = [];
    long _count;

    /// <summary>The dependencies of each job.</summary>
    public ImmutableArray<Dependency>[] Resolve(ImmutableArray<JobFamily> families)
    {
        var after = new ImmutableArray<Dependency>[jobs.Count];
        Array.Fill(after, []);
        foreach (JobFamily family in families.Where(family => !family.Draft.After.IsEmpty && family.Count > 0))
        {
            ImmutableArray<Reference> references = family.Draft.After;
            if (references.Any(reference => Placeholders.Occur(reference.Name, jobs[family.First].Variables)))
            {
                for (int place = family.First; place < family.First + family.Count; place++) after[place] = Resolve(references, place, 1);
            }
            else
            {
                // All combinations wait for the same and share it.
                Array.Fill(after, Resolve(references, family.First, family.Count), family.First, family.Count);
            }
        }

        return after;
    }

    /// <summary>What jobs that follow each other wait for, all of them for the same.</summary>
    ImmutableArray<Dependency> Resolve(ImmutableArray<Reference> references, int first, int count)
    {
        List<Dependency> found = [];
        Dictionary<int, DependencyCondition>? seen = references.Length > 1 ? [] : null;
        foreach (Reference reference in references)
        {
            if (Find(reference, first, count) is not { } named) continue;
            _count += (long)named.Count * count;
            if (_count > MostDependencies)
            {
                Report(reference, $"the jobs wait for more than {MostDependencies} others in all", "let one job wait for all of them, and the others for it");
                break;
            }

            for (int place = named.First; place < named.First + named.Count; place++)
            {
                if (seen is null || seen.TryAdd(place, reference.Condition))
                    found.Add(new(place, reference.Condition));
                else if (seen[place] != reference.Condition)
                    Report(reference, $"{Problems.Quote(jobs[place].Name)} is named with two conditions", "name it once");
            }
        }

        return [.. found];
    }

    NamedJobs? Find(Reference reference, int first, int count)
    {
        string name = Placeholders.Fill(reference.Name, jobs[first].Variables);
        if (names.Find(name) is not { } named)
        {
            if (areAllKnown && _reported.Add(reference.Position))
                problems.AddUnknown(reference.Position, "job", name, names.Given.Where(given => given != jobs[first].BaseName), "'after' takes the name of a job in this file, as it is written there or with the values of its matrix");
        }
        else if (!named.IsGiven)
        {
            Report(reference, $"the job {Problems.Quote(name)} has no name of its own", $"the job in line {named.Position.Line} is only counted: give it a name");
        }
        else if (named.First < first + count && first < named.First + named.Count)
        {
            Report(reference, $"the job {Problems.Quote(jobs[first].BaseName)} waits for itself", "take it out of its 'after'");
        }
        else
        {
            return named;
        }

        return null;
    }

    /// <summary>Says it once for all combinations.</summary>
    void Report(Reference reference, string error, string hint)
    {
        if (_reported.Add(reference.Position)) problems.Add(reference.Position, error, hint);
    }
}
