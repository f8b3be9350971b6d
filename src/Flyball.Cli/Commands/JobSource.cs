using System.Collections.Immutable;
using System.Globalization;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Cli.Records;
using Flyball.Cli.Templates;
using Flyball.Jobs;

namespace Flyball.Cli.Commands;

/// <summary>Makes the jobs of a run: the rows of its input, put together and inserted into its command; or the lines of a log.</summary>
sealed class JobSource : IDisposable
{
    static readonly string s_ownNumber = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    readonly JobInput? _input;
    readonly IEnumerable<JobArguments> _places;
    readonly CommandTemplate _template;

    JobSource(RunArguments arguments, JobInput input, Shell shell)
    {
        _input = input;
        int cap = DescriptorLimit.Bound(arguments.Admission.MaxRunning?.Most) ?? DescriptorLimit.UsualCap;
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
        _places = new RowGroups(arguments.Input.Groups, _template, input.Names).Of(input.Rows());
        NeedsTotal = _template.NeedsTotal;
    }

    JobSource(IEnumerable<JobArguments> commands, Shell shell) => (_places, _template) = (commands, CommandTemplate.Parse([], Rules, shell));

    /// <summary>Opens the input, or the log whose failed jobs are to be run, and reads the command.</summary>
    /// <param name="arguments">What was asked for.</param>
    /// <param name="shell">Runs what has shell syntax.</param>
    /// <param name="say">Says a line to people.</param>
    /// <exception cref="UsageException">Something cannot be read, or the command has a place in which no value can be inserted safely.</exception>
    public static JobSource Open(RunArguments arguments, Shell shell, Action<string> say)
    {
        if (RunRecords.Retried(arguments.Records, say) is { } commands) return new(commands, shell);
        JobInput input = JobInput.Open(arguments.Input, Console.OpenStandardInput);
        try
        {
            return new(arguments, input, shell);
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    /// <summary>The replacement strings that there are; for other texts than the command, too.</summary>
    public ReplacementRules Rules { get; } = ReplacementRules.Default;

    /// <summary>Whether all of the input is read before the first job, because somebody wants <see cref="JobArguments.Total"/>.</summary>
    public bool NeedsTotal { get; set; }

    /// <summary>What each job gets, in the order of the input. Can be gone through once.</summary>
    /// <param name="counted">Told how many there are, before the first one, if that is needed.</param>
    /// <exception cref="UsageException">While reading: the input cannot be read on, or a command line is too long.</exception>
    public IEnumerable<JobArguments> Places(Action<long> counted)
    {
        if (!NeedsTotal) return _places;
        List<JobArguments> all = [.. _places];
        counted(all.Count);
        return all.Select(place => place with { Total = all.Count });
    }

    /// <summary>The jobs for places, with all that was asked for.</summary>
    public IEnumerable<ProcessJob> Jobs(IEnumerable<JobArguments> places, RunArguments arguments, JobFolder folder)
    {
        foreach (JobArguments place in places)
        {
            yield return folder.Place(arguments.Processes.Apply(_template.Expand(place)), place) with
            {
                Tag = place,
                Retry = arguments.Failures.Retry,
                Request = arguments.Admission.Request,
                Output = arguments.Output.Collects ? ProcessOutput.Collect : ProcessOutput.Inherit,
            };
        }
    }

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

    public void Dispose() => _input?.Dispose();
}
