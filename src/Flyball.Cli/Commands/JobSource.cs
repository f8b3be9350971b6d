using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Cli.Output;
using Flyball.Cli.Records;
using Flyball.Cli.Templates;
using Flyball.Jobs;

namespace Flyball.Cli.Commands;

/// <summary>Makes the jobs of a run: the rows of its input, put together and inserted into its command; or the lines of a log.</summary>
sealed class JobSource : IRunSource
{
    readonly RunArguments _arguments;
    readonly JobFolder _folder;
    readonly JobInput? _input;
    readonly IEnumerable<JobArguments> _places;
    readonly CommandTemplate _template;

    JobSource(RunArguments arguments, JobInput input, Shell shell)
    {
        (_arguments, _input) = (arguments, input);
        int cap = DescriptorLimit.MostAtOnce(arguments.Admission.MaxRunning?.Most, arguments.Admission.PolicyKind);
        Rules = new()
        {
            Placeholder = arguments.Template.Placeholder,
            HasPlus = arguments.Template.HasPlus,
            Names = input.Names,
            OtherNames = input.FileNames,
            HasSeveralValues = arguments.Input.HasSeveralValues,
            RepeatsWords = arguments.Template.RepeatsWords,
            SlotDigits = $"{cap}".Length,
        };
        _template = arguments.Template.IsQuoted ? CommandTemplate.ParseWords(arguments.Command, Rules, shell) : CommandTemplate.Parse(arguments.Command, Rules, shell);
        _places = new RowGroups(arguments.Input.Groups, _template, input.Names).Of(input.Rows());
        NeedsTotal = _template.NeedsTotal;
        _folder = JobFolder.Parse(arguments.Processes, Rules, arguments.Display.IsDryRun);
    }

    JobSource(RunArguments arguments, IEnumerable<JobArguments> commands, Shell shell)
    {
        (_arguments, _places) = (arguments, commands);
        _template = CommandTemplate.Parse([], Rules, shell);
        _folder = JobFolder.Parse(arguments.Processes, Rules, arguments.Display.IsDryRun);
    }

    /// <summary>Opens the input, or the log whose failed jobs are to be run, and reads the command.</summary>
    /// <param name="arguments">What was asked for.</param>
    /// <param name="shell">Runs what has shell syntax.</param>
    /// <exception cref="UsageException">Something cannot be read, or the command has a place in which no value can be inserted safely.</exception>
    public static JobSource Open(RunArguments arguments, Shell shell)
    {
        if (RunRecords.Retried(arguments.Records) is { } commands) return new(arguments, commands, shell);
        JobInput input = JobInput.Open(arguments.Input, StandardInput.Open);
        bool isTyped = StandardInput.IsTerminal && arguments.Input.Sources.Any(source => source is StandardInputLines);
        if (!arguments.Display.IsQuiet && isTyped)
            Messages.WriteLine("flyball: values are read from the terminal, a line for each; Ctrl-D ends them. Words as values stand behind ':::'");
        try
        {
            return new(arguments, input, shell) { IsTyped = isTyped };
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    public ReplacementRules Rules { get; } = ReplacementRules.Default;

    public IReadOnlyList<NamedResource> Resources => [];

    public bool LimitsCpu => _arguments.Processes.CpuLimit is not null;

    public bool IsTyped { get; private init; }

    public bool NeedsTotal { get; set; }

    public IEnumerable<ProcessJob> Preview(EarlierRuns earlier) => earlier.Remaining(Jobs(Places(_ => { }))).Select(Completed);

    public Task<RunSummary> RunAsync(JobController controller, RunRecords records, Func<IEnumerable<Job>, IEnumerable<Job>> watched, Action<long> counted, CancellationToken end)
    {
        IEnumerable<ProcessJob> remaining = records.Earlier.Remaining(Jobs(Places(counted)));

        // Whoever wants to know how many there are wants to know how many of them are left.
        if (NeedsTotal && records.Earlier != EarlierRuns.None) remaining = [.. remaining];
        return controller.RunAsync(watched(remaining.Select(_folder.Made).Select(Completed)), end);
    }

    /// <summary>What each job gets, in the order of the input. Can be gone through once.</summary>
    IEnumerable<JobArguments> Places(Action<long> counted)
    {
        if (!NeedsTotal) return _places;
        List<JobArguments> all = [.. _places];
        counted(all.Count);
        return all.Select(place => place with { Total = all.Count });
    }

    /// <summary>The jobs for places, with all that was asked for.</summary>
    IEnumerable<ProcessJob> Jobs(IEnumerable<JobArguments> places)
    {
        foreach (JobArguments place in places)
            yield return _folder.Place(_arguments.Apply(_template.Expand(place)), place) with { Tag = _template.IsLate ? place with { IsLate = true } : place };
    }

    ProcessJob Completed(ProcessJob job) => JobStart.Completed(job, _template, Rules, _arguments.Processes.SlotVariable);

    public void Dispose() => _input?.Dispose();
}
