using System.Collections.Immutable;
using Flyball.Cli.Input;
using Flyball.Cli.Templates;
using Flyball.Jobs;

namespace Flyball.Cli.Records;

/// <summary>Finds out what each job of a run is.</summary>
/// <param name="inputs">The files that each job reads, with replacement strings.</param>
/// <param name="variables">The names of the variables that jobs use.</param>
/// <param name="rules">The replacement strings that there are.</param>
sealed class JobIdentities(IEnumerable<string> inputs, IEnumerable<string> variables, ReplacementRules rules)
{
    readonly ImmutableArray<TextTemplate> _inputs = [.. inputs.Select(text => TextTemplate.Parse(text, rules))];
    readonly KeyValuePair<string, string?>[] _variables = [.. variables.Select(name => KeyValuePair.Create(name, Environment.GetEnvironmentVariable(name)))];

    /// <summary>What a job is. Looks at the files that it reads.</summary>
    public JobIdentity Of(Job job)
    {
        // All that its steps are: where they run belongs to it.
        if (job is SequenceJob sequence) return JobIdentity.Of(string.Concat(sequence.Steps.Select(step => $"{Of(step)}\n")), "", [], []);
        var process = job as ProcessJob;
        string folder = FolderOf(process);
        IEnumerable<InputState> states = _inputs.SelectMany(input => input.Each(JobArguments.Of(job))).Select(file => InputState.Of(Path.GetFullPath(file, folder.Length == 0 ? "/" : folder)));
        return JobIdentity.Of(job.Name, folder, (process?.Environment ?? []).Concat(_variables), states);
    }

    /// <summary>Where it runs. A folder whose name is empty, made of an empty value, is none: the job fails by that.</summary>
    static string FolderOf(ProcessJob? process) => process?.WorkingDirectory is "" ? "" : Path.TrimEndingDirectorySeparator(Path.GetFullPath(process?.WorkingDirectory ?? "."));
}
