using System.Collections.Immutable;
using Flyball.Cli.JobFiles.Reading;

namespace Flyball.Cli.JobFiles.Linking;

/// <summary>The jobs of one draft, which follow each other: one, or the combinations of its matrix.</summary>
/// <param name="Draft">What they are made of.</param>
/// <param name="First">The place of the first one.</param>
/// <param name="Count">How many; 0 when that is not known.</param>
readonly record struct JobFamily(JobDraft Draft, int First, int Count)
{
    /// <summary>Makes the jobs of a draft.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="number">Its place among the jobs of the file, from 1: the name of what has none.</param>
    /// <param name="jobs">Where they are put.</param>
    /// <param name="problems">Where to report.</param>
    public static JobFamily Expand(JobDraft draft, int number, List<JobSpecification> jobs, Problems problems)
    {
        int first = jobs.Count;
        if (!draft.IsNameKnown) return new(draft, first, 0);
        string name = draft.Name ?? $"job-{number}";
        if (draft.Matrix is null)
        {
            jobs.Add(Job(draft, name, name, new(draft.Position, [])));
            return new(draft, first, 1);
        }

        foreach (Combination combination in draft.Matrix.Combinations(draft.Position))
            jobs.Add(Job(draft, NameOf(name, combination.Values), name, combination));
        if (jobs.Count == first) problems.Add(draft.MatrixPosition, "the matrix has no combination left", "'exclude' takes all of them away");
        return new(draft, first, jobs.Count - first);
    }

    /// <summary>The family of a job.</summary>
    public static JobFamily Of(int job, ImmutableArray<JobFamily> families)
    {
        // The last one that does not begin behind the job; empty ones begin where the next one does.
        int low = 0, high = families.Length;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (families[middle].First <= job) low = middle;
            else high = middle;
        }

        return families[low];
    }

    static string NameOf(string name, ImmutableArray<MatrixValue> values) =>
        Placeholders.Occur(name, values) ? Placeholders.Fill(name, values) : string.Join('-', values.Select(value => value.Value).Prepend(name));

    static JobSpecification Job(JobDraft draft, string name, string baseName, Combination combination) => new()
    {
        Name = name,
        BaseName = baseName,
        Position = combination.Position,
        Variables = combination.Values,
        Steps = Filled(draft.Steps, combination.Values),
        Priority = draft.Settings.Priority ?? 0,
        Retries = draft.Settings.Retries,
        IsRepeatable = draft.Settings.IsRepeatable,
        Groups = draft.Settings.Groups ?? [],
        After = [],
    };

    static ImmutableArray<StepSpecification> Filled(ImmutableArray<StepSpecification> steps, ImmutableArray<MatrixValue> values) =>
        values.IsEmpty || steps.All(step => ReferenceEquals(step.Settings, step.Settings.Fill(values)))
            ? steps
            : [.. steps.Select(step => step with { Settings = step.Settings.Fill(values) })];
}
