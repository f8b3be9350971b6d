using System.Collections.Immutable;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Cli.JobFiles;
using Flyball.Cli.Records;
using Flyball.Cli.Templates;
using Flyball.Jobs;

namespace Flyball.Cli.Commands;

/// <summary>The jobs of a job file. All of them are made before the first one starts, so that all that is wrong is known then.</summary>
sealed class JobFileSource : IRunSource
{
    readonly JobFile _file;
    readonly ImmutableArray<string> _names;
    readonly RunArguments _arguments;
    readonly JobFolder _folder;
    readonly StepJobs[] _jobs;

    JobFileSource(JobFile file, FileCommands commands, RunArguments arguments)
    {
        (_file, _arguments) = (file, arguments);
        Rules = FileCommands.RulesOf(file);
        _names = [.. file.Jobs.SelectMany(job => job.Variables, (_, variable) => variable.Name).Distinct()];
        _folder = JobFolder.Parse(arguments.Processes, Rules, arguments.Display.IsDryRun);
        _jobs = [.. file.Jobs.Select((job, index) => new StepJobs(job, Place(job, index), commands))];
    }

    /// <summary>Opens and reads a job file.</summary>
    /// <param name="path">Its name; <c>-</c>: standard input.</param>
    /// <param name="arguments">What was asked for.</param>
    /// <param name="shell">Runs what has shell syntax.</param>
    /// <exception cref="UsageException">It cannot be read, or something in it is wrong.</exception>
    public static JobFileSource Open(string path, RunArguments arguments, Shell shell)
    {
        using Stream stream = path == "-" ? StandardInput.Open() : InputFile.Open(path, "--file", "--file takes the name of a job file, or '-' for standard input");
        var commands = new FileCommands(shell);
        return new(JobFileReader.Read(stream, path, commands.Read), commands, arguments);
    }

    public ReplacementRules Rules { get; }

    public IReadOnlyList<NamedResource> Resources =>
    [
        .. _file.Resources.Select(resource => new NamedResource(resource.Name, resource.Count)),
        .. _file.Groups.Select(group => new NamedResource(GroupDeclaration.ResourceOf(group.Name), group.Limit)),
    ];

    public bool LimitsCpu => _arguments.Processes.CpuLimit is not null || _file.Jobs.Any(job => job.Steps.Any(step => step.Settings.CpuLimit is not null));

    /// <summary>A file is read to its end before it is known what is in it.</summary>
    public bool IsTyped => false;

    public bool NeedsTotal { get; set; }

    public IEnumerable<ProcessJob> Preview(EarlierRuns earlier)
    {
        // Of jobs that would run nobody knows how they end.
        var known = new JobStatus?[_jobs.Length];
        foreach (int index in _file.Order)
        {
            known[index] = earlier.StatusOf(Whole(index)) ?? (IsRuledOut(index, known) ? JobStatus.Skipped : null);
            if (known[index] is not null) continue;
            foreach (ProcessJob step in Steps(index)) yield return step;
        }
    }

    /// <summary>Whether it is certain that a job is skipped, because of how those that it waits for have ended.</summary>
    bool IsRuledOut(int index, JobStatus?[] known)
    {
        ImmutableArray<Dependency> after = _file.Jobs[index].After;
        if (after.Any(dependency => known[dependency.Job] is { } status && dependency.Condition.IsRuledOutBy(status))) return true;
        return after.Any(dependency => dependency.Condition == DependencyCondition.Failure)
            && after.All(dependency => known[dependency.Job] is { } status && !(dependency.Condition == DependencyCondition.Failure && status.IsFailure()));
    }

    public Task<RunSummary> RunAsync(JobController controller, RunRecords records, Func<IEnumerable<Job>, IEnumerable<Job>> watched, Action<long> counted, CancellationToken end)
    {
        if (NeedsTotal) counted(_jobs.Length);
        var handles = new JobHandle[_jobs.Length];
        foreach (int index in _file.Order)
        {
            Job job = Whole(index);
            handles[index] = records.Earlier.StatusOf(job) is { } status
                ? EarlierRuns.Handle(job, status)
                : controller.Add(_folder.IsOfEach ? Whole(index, isRun: true) : job, [.. _file.Jobs[index].After.Select(dependency => new JobDependency(handles[dependency.Job], dependency.Condition))]);
        }

        // There is nothing to draw: it only has to be seen that there is no more.
        foreach (Job _ in watched([])) { }
        return controller.RunAsync(end);
    }

    JobArguments Place(JobSpecification job, int index) => new(index + 1, [.. job.Variables.Select(variable => variable.Value)])
    {
        Names = [.. job.Variables.Select(variable => variable.Name)],
        AllNames = _names,
        Name = job.Name,
        Total = _file.Jobs.Length,
    };

    /// <summary>The job as a whole: its command, or all of its steps.</summary>
    /// <param name="index">Its index in the file.</param>
    /// <param name="isRun">Whether it will be run: its folder is made then. What records know a job by is the same in every run, and a new folder is not.</param>
    Job Whole(int index, bool isRun = false)
    {
        ProcessJob[] steps = [.. Steps(index, isRun)];
        return steps.Length == 1 ? steps[0] : Sequence(index, steps);
    }

    SequenceJob Sequence(int index, ProcessJob[] steps) => Job.Sequence([.. steps]) with
    {
        Name = string.Join(" && ", steps.Select(step => step.Name)),
        Tag = _jobs[index].Place,
        Priority = _file.Jobs[index].Priority,
    };

    IEnumerable<ProcessJob> Steps(int index, bool isRun = false)
    {
        JobSpecification job = _file.Jobs[index];
        StepJobs steps = _jobs[index];
        bool isSequence = job.Steps.Length > 1;
        for (int i = 0; i < job.Steps.Length; i++)
        {
            StepSettings settings = job.Steps[i].Settings;
            ProcessJob given = _arguments.Apply(steps.Templates[i].Expand(steps.Place));
            ProcessJob step = given with
            {
                Tag = steps.Place with { Step = isSequence ? i + 1 : null },

                // That of a sequence is added to that of its steps.
                Priority = isSequence ? 0 : job.Priority,
                Retry = job.Retries ?? given.Retry,
                IsRepeatable = job.IsRepeatable ?? given.IsRepeatable,
                Template = settings.Template ?? given.Template,
                Request = settings.Request.Or(given.Request),
                Resources = settings.Amounts.ToImmutableSortedDictionary().AddRange(job.Groups.Select(group => KeyValuePair.Create(GroupDeclaration.ResourceOf(group), 1))),
                Environment = settings.Environment,
                WorkingDirectory = settings.Directory,
                TimeLimit = settings.TimeLimit ?? given.TimeLimit,
                MemoryLimit = settings.MemoryLimit ?? given.MemoryLimit,
                CpuLimit = settings.CpuLimit ?? given.CpuLimit,
            };
            if (settings.Directory is null) step = _folder.Place(step, steps.Place);
            if (settings.Directory is null && isRun) step = _folder.Made(step);
            yield return JobStart.Completed(step, steps.Templates[i], Rules, _arguments.Processes.SlotVariable);
        }
    }

    public void Dispose() { }

    /// <summary>A job of the file with the templates of its commands.</summary>
    sealed class StepJobs
    {
        public StepJobs(JobSpecification job, JobArguments place, FileCommands commands)
        {
            Templates = [.. job.Steps.Select(step => commands[step.Command])];
            Place = place with { IsLate = Templates.Any(template => template.IsLate) };
        }

        public JobArguments Place { get; }

        public CommandTemplate[] Templates { get; }
    }
}
