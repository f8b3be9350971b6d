using System.Collections.Immutable;
using System.Globalization;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Cli.Templates;
using Flyball.Jobs;

namespace Flyball.Cli.Commands;

/// <summary>Makes the jobs of a run: the rows of its input, put together and inserted into its command.</summary>
sealed class JobSource
{
    static readonly string s_ownNumber = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    readonly JobInput _input;
    readonly GroupSettings _groups;
    readonly CommandTemplate _template;

    /// <summary>Reads the command.</summary>
    /// <param name="input">Where the values come from.</param>
    /// <param name="arguments">What was asked for.</param>
    /// <param name="shell">Runs what has shell syntax.</param>
    /// <param name="cap">The most jobs at once.</param>
    /// <exception cref="UsageException">The command has a place in which no value can be inserted safely.</exception>
    public JobSource(JobInput input, RunArguments arguments, Shell shell, int cap)
    {
        _input = input;
        _groups = arguments.Input.Groups;
        Rules = new()
        {
            Placeholder = arguments.Template.Placeholder,
            HasPlus = arguments.Template.HasPlus,
            Names = input.Names,
            HasSeveralValues = arguments.Input.HasSeveralValues,
            RepeatsWords = arguments.Template.RepeatsWords,
            SlotDigits = $"{cap}".Length,
        };
        _template = arguments.Template.IsQuoted ? CommandTemplate.ParseWords(arguments.Command, Rules, shell) : CommandTemplate.Parse(arguments.Command, Rules, shell);
        NeedsTotal = _template.NeedsTotal;
    }

    /// <summary>The replacement strings that there are; for other texts than the command, too.</summary>
    public ReplacementRules Rules { get; }

    /// <summary>Whether all of the input is read before the first job, because somebody wants <see cref="JobArguments.Total"/>.</summary>
    public bool NeedsTotal { get; set; }

    /// <summary>What each job gets, in the order of the input. Can be gone through once.</summary>
    /// <exception cref="UsageException">While reading: the input cannot be read on, or a command line is too long.</exception>
    public IEnumerable<JobArguments> Places()
    {
        IEnumerable<JobArguments> places = new RowGroups(_groups, _template, _input.Names).Of(_input.Rows());
        return NeedsTotal ? Counted(places) : places;
    }

    /// <summary>The job for a place: its command, and nothing else yet.</summary>
    public ProcessJob Job(JobArguments place) => _template.Expand(place) with { Tag = place };

    /// <summary>The job, completed at its start by what is known only then. The last step: what is changed of the job afterwards is lost.</summary>
    public ProcessJob Completed(ProcessJob job)
    {
        var place = (JobArguments)job.Tag!;
        return job with { AtStart = grant => AtStart(job, place, grant) };
    }

    ProcessJob AtStart(ProcessJob job, JobArguments place, JobGrant grant)
    {
        ImmutableDictionary<string, string?> environment = job.Environment.SetItems([
            new("PARALLEL_SEQ", place.Number.ToString(CultureInfo.InvariantCulture)),
            new("PARALLEL_JOBSLOT", grant.Slot.ToString(CultureInfo.InvariantCulture)),
            new("PARALLEL_PID", s_ownNumber),
        ]);
        if (!_template.IsLate) return job with { Environment = environment };
        ProcessJob command = _template.Expand(place, grant);
        return job with { FileName = command.FileName, Arguments = command.Arguments, Name = command.Name, Environment = environment };
    }

    static IEnumerable<JobArguments> Counted(IEnumerable<JobArguments> places)
    {
        List<JobArguments> all = [.. places];
        return all.Select(place => place with { Total = all.Count });
    }
}
