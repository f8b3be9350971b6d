using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Flyball.Cli.JobFiles.Reading;
using Flyball.Cli.JobFiles.Tree;

namespace Flyball.Cli.JobFiles.Linking;

/// <summary>What each name stands for: a job, or all combinations of a matrix.</summary>
sealed class JobNames
{
    readonly Dictionary<string, NamedJobs> _names = [];

    /// <summary>Collects all names, and reports those that are used twice.</summary>
    public JobNames(ImmutableArray<JobFamily> families, List<JobSpecification> jobs, Problems problems)
    {
        foreach (JobFamily family in families)
        {
            bool isReported = false;
            for (int place = family.First; place < family.First + family.Count && !isReported; place++)
                isReported = !TryAdd(jobs[place].Name, new(place, 1, PositionOf(jobs[place], family.Draft), family.Draft.Name is not null), problems);
            if (family is { Count: > 0, Draft.Matrix: not null } && !isReported)
                TryAdd(jobs[family.First].BaseName, new(family.First, family.Count, family.Draft.NamePosition, family.Draft.Name is not null), problems);
        }
    }

    /// <summary>The names that were given.</summary>
    public IEnumerable<string> Given => _names.Where(name => name.Value.IsGiven).Select(name => name.Key);

    public NamedJobs? Find(string name) => _names.TryGetValue(name, out NamedJobs jobs) ? jobs : null;

    static Position PositionOf(JobSpecification job, JobDraft draft) => job.Position == draft.Position ? draft.NamePosition : job.Position;

    bool TryAdd(string name, NamedJobs jobs, Problems problems)
    {
        if (name.Length == 0)
        {
            problems.Add(jobs.Position, "a combination has an empty name", "let the name hold more than variables: encode-{size}");
            return false;
        }

        ref NamedJobs known = ref CollectionsMarshal.GetValueRefOrAddDefault(_names, name, out bool exists);
        if (!exists)
        {
            known = jobs;
            return true;
        }

        string hint = known.Position == jobs.Position
            ? "put variables that tell its combinations apart into the name: encode-{size}-{preset}"
            : $"the first one is in line {known.Position.Line}; rename one of them";
        problems.Add(jobs.Position, $"the name {Problems.Quote(name)} is used twice", hint);
        return false;
    }
}

/// <summary>What a name stands for.</summary>
/// <param name="First">The place of the first job.</param>
/// <param name="Count">How many jobs, at least one.</param>
/// <param name="Position">Where the name stands.</param>
/// <param name="IsGiven">Whether it was given in the file: a name that was made from a job's place changes when another one is put before it.</param>
readonly record struct NamedJobs(int First, int Count, Position Position, bool IsGiven);
