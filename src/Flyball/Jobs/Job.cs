using System.Collections.Immutable;

namespace Flyball.Jobs;

/// <summary>
/// What to run: an immutable description. It runs when it is added to a <see cref="JobController"/>, and may be added more than once.
/// Derive from it for kinds of your own, and register an executor for them in <see cref="JobControllerOptions.Executors"/>.
/// </summary>
public abstract record Job
{
    /// <summary>What people read in events and logs. Default: made from what the job does.</summary>
    public virtual string Name { get; init; } = "job";

    /// <summary>What the job needs. Default: unknown.</summary>
    public ResourceRequest Request { get; init; } = ResourceRequest.Unknown;

    /// <summary>Higher goes first; 0 is usual. Waiting counts too: one point of priority for each five minutes, ten at most.</summary>
    public int Priority { get; init; }

    /// <summary>How long it may run. <c>null</c> (default): as long as it takes. Steps of a sequence have their own; that of the sequence itself is not looked at.</summary>
    public TimeLimit? TimeLimit { get; init; }

    /// <summary>A process that may hold less cannot even begin.</summary>
    internal static ByteSize LeastMemoryLimit { get; } = ByteSize.MiB(1);

    /// <summary>
    /// The most memory that its processes may hold, at least 1 MiB; what wants more is killed, and the job has run out of memory. On Linux it is a limit for all of them together where a control group can be made
    /// for the job; else it limits the address space of each process, and what wants more is refused it. Outside Linux a job that names one fails. Looked at for processes alone. <c>null</c> (default): no limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1 MiB.</exception>
    public ByteSize? MemoryLimit
    {
        get;
        init => field = value is null || value >= LeastMemoryLimit ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"A limit of memory must be at least {LeastMemoryLimit}.");
    }

    /// <summary>
    /// The most cores that its processes may keep busy together, at least 0.01; may be a fraction. It takes a control group: where none can be made for the job, the job fails. Looked at for processes alone. <c>null</c> (default): no
    /// limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in 0.01..1 000 000.</exception>
    public double? CpuLimit
    {
        get;
        init => field = value is null or (>= 0.01 and <= 1_000_000) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A limit of cores must lie in 0.01..1000000.");
    }

    /// <summary>How much it holds of each of the controller's <see cref="JobControllerOptions.Resources"/> while it runs, each at least 1. Default: nothing. What a sequence holds, each of its steps holds too.</summary>
    public ImmutableSortedDictionary<string, int> Resources { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Whether and when it is run again after a failure. <c>null</c> (default): it is not. That of a sequence is not looked at: its steps have their own.</summary>
    public RetryRule? Retry { get; init; }

    /// <summary>
    /// Whether it may be ended when memory is short, and run again later; that does not count as a failure. One that may not is only suspended. Default: it may. Of a sequence: whether all of its steps may.
    /// </summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>
    /// Jobs of one template are alike: what one was seen to need is expected of the next. Default (<c>null</c>): made from what the job does,
    /// for a process its program's name.
    /// </summary>
    public string? Template { get; init; }

    /// <summary>
    /// Completes the description at each start, when it is known what the job was granted: its slot, say, as a part of its arguments. It gives a job of the same kind; its command, surroundings and name count, nothing else of it.
    /// Called on the controller's loop, so it must be quick; what it throws is a failure of the job. <c>null</c> (default): the job is complete.
    /// </summary>
    public Func<JobGrant, Job>? AtStart { get; init; }

    /// <summary>Anything that its owner wants to find again in events. Not looked at. Default: <c>null</c>.</summary>
    public object? Tag { get; init; }

    /// <summary>The template that holds when <see cref="Template"/> is <c>null</c>.</summary>
    protected internal virtual string DefaultTemplate => GetType().Name;

    internal string TemplateInForce => Template ?? DefaultTemplate;

    /// <summary>A program with its arguments; no shell is involved, so an argument is one argument whatever it holds.</summary>
    /// <param name="fileName">The program: a path, or a name that is looked up in PATH.</param>
    /// <param name="arguments">Its arguments, without the program itself.</param>
    public static ProcessJob Process(string fileName, params ReadOnlySpan<string> arguments) => new(fileName, [.. arguments]);

    /// <summary>Code of this process.</summary>
    /// <param name="body">Called on the thread pool; should end soon when its token is cancelled. An exception is a failure of the job.</param>
    public static DelegateJob Delegate(Func<CancellationToken, Task> body) => new(body);

    /// <summary>Jobs that run one after another. The first failure ends the sequence.</summary>
    /// <param name="steps">At least one job; a step may be a sequence itself.</param>
    public static SequenceJob Sequence(params ReadOnlySpan<Job> steps) => new([.. steps]);
}

/// <summary>A program that runs as a process of its own.</summary>
public sealed record ProcessJob : Job
{
    readonly string? _name;

    /// <summary>Describes a process.</summary>
    /// <param name="fileName">See <see cref="FileName"/>.</param>
    /// <param name="arguments">See <see cref="Arguments"/>.</param>
    /// <exception cref="ArgumentException">The program is empty, or a word holds a NUL character.</exception>
    public ProcessJob(string fileName, ImmutableArray<string> arguments)
    {
        FileName = fileName;
        Arguments = arguments;
    }

    /// <summary>The program: a path, or a name that is looked up in the PATH that this process had when the controller was given its first one; a PATH in <see cref="Environment"/> is the job's own affair.</summary>
    /// <exception cref="ArgumentException">It is empty, or holds a NUL character.</exception>
    public string FileName
    {
        get;
        init
        {
            ArgumentException.ThrowIfNullOrEmpty(value);
            field = value.Contains('\0') ? throw new ArgumentException("The name of a program cannot hold a NUL character.", nameof(value)) : value;
        }
    }

    /// <summary>The arguments, without the program itself.</summary>
    /// <exception cref="ArgumentException">One holds a NUL character.</exception>
    public ImmutableArray<string> Arguments
    {
        get;
        init
        {
            field = value.IsDefault ? [] : value;
            foreach (string argument in field)
                if (argument.Contains('\0')) throw new ArgumentException("An argument cannot hold a NUL character.", nameof(value));
        }
    }

    /// <summary>The program and its arguments, unless set.</summary>
    public override string Name
    {
        get => _name ?? string.Join(' ', Arguments.Prepend(FileName));
        init => _name = value;
    }

    /// <summary>Where the process starts. On Linux it takes a C library that knows how (glibc 2.29, musl 1.1.24). <c>null</c> (default): where this process is.</summary>
    /// <exception cref="ArgumentException">It holds a NUL character.</exception>
    public string? WorkingDirectory
    {
        get;
        init => field = value is null || !value.Contains('\0') ? value : throw new ArgumentException("A folder's name cannot hold a NUL character.", nameof(value));
    }

    /// <summary>Variables added to the environment of this process, as it was when the controller was given its first one, or replaced in it; a <c>null</c> value removes one.</summary>
    /// <exception cref="ArgumentException">A name is empty or holds '=', or a name or value holds a NUL character.</exception>
    public ImmutableDictionary<string, string?> Environment
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach ((string name, string? content) in value)
            {
                if (name.Length == 0 || name.AsSpan().ContainsAny('=', '\0') || content?.Contains('\0') == true)
                    throw new ArgumentException($"There can be no variable '{name}': its name must not be empty nor hold '=', and neither name nor value can hold a NUL character.", nameof(value));
            }

            field = value;
        }
    } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>What becomes of standard output and standard error. Default: they are this process's own.</summary>
    public ProcessOutput Output { get; init; } = ProcessOutput.Inherit;

    /// <summary>CPU priority of its processes, -20 (highest; below that of this process it needs privileges) to 19 (lowest); outside Linux the nearest of the system's priority classes. <c>null</c> (default): that of the controller's <see cref="Admission.Aggressiveness"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in -20..19.</exception>
    public int? Nice
    {
        get;
        init => field = value is null or (>= -20 and <= 19) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A nice value must lie in -20..19.");
    }

    /// <summary>I/O priority of its processes. <c>null</c> (default): that of the controller's <see cref="Admission.Aggressiveness"/>. Outside Linux a job that names one fails.</summary>
    public IoPriority? IoPriority { get; init; }

    /// <summary>Numbers of the CPUs that its processes may use, at least one; 0 is the first. Empty (default): those of this process. Outside Linux and Windows a job that names some fails.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public ImmutableArray<int> Cpus
    {
        get;
        init
        {
            field = value.IsDefault ? [] : value;
            foreach (int cpu in field) ArgumentOutOfRangeException.ThrowIfNegative(cpu, nameof(value));
        }
    } = [];

    /// <summary>Limits that the kernel enforces on its process and on those that it starts then. They are set just after the start: what it does, or starts, in its very first moments may escape them. Default: those of this process. Outside Linux a job that names some fails.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A limit is negative.</exception>
    public ImmutableArray<ResourceLimit> Limits
    {
        get;
        init
        {
            field = value.IsDefault ? [] : value;
            foreach ((LimitedResource _, long? soft, long? hard) in field)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(soft ?? 0, nameof(value));
                ArgumentOutOfRangeException.ThrowIfNegative(hard ?? 0, nameof(value));
            }
        }
    } = [];

    /// <summary>Exit statuses by which its program says that it had too little memory: such an end is <see cref="JobStatus.OutOfMemory"/>. Default: none, only what the kernel kills counts.</summary>
    public ImmutableArray<int> OutOfMemoryExitCodes
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <inheritdoc/>
    protected internal override string DefaultTemplate => System.IO.Path.GetFileName(FileName);
}

/// <summary>What becomes of a process's standard output and standard error. Standard input is always empty.</summary>
public enum ProcessOutput
{
    /// <summary>They are this process's own: output of jobs that run at once mixes.</summary>
    Inherit,

    /// <summary>They are thrown away.</summary>
    Discard,

    /// <summary>They are kept until the job ends and then handed, whole, to <see cref="JobControllerOptions.Output"/>.</summary>
    Collect,
}

/// <summary>Code of this process.</summary>
/// <param name="Body">Called on the thread pool; should end soon when its token is cancelled.</param>
public sealed record DelegateJob(Func<CancellationToken, Task> Body) : Job
{
    /// <inheritdoc/>
    protected internal override string DefaultTemplate => "delegate";
}

/// <summary>
/// Jobs that run one after another. Each step is admitted for itself when it fits; the steps of a sequence that has begun go before other jobs
/// of the same priority, so that it finishes. A step's own priority is added to the sequence's; requests and templates are those of the steps. The first failure ends the sequence with that outcome.
/// </summary>
public sealed record SequenceJob : Job
{
    /// <summary>Describes a sequence.</summary>
    /// <param name="steps">At least one job; a step may be a sequence itself.</param>
    /// <exception cref="ArgumentException">There is no step.</exception>
    public SequenceJob(ImmutableArray<Job> steps)
    {
        if (steps.IsDefaultOrEmpty) throw new ArgumentException("A sequence needs at least one step.", nameof(steps));
        Steps = steps;
    }

    /// <summary>The jobs in their order.</summary>
    public ImmutableArray<Job> Steps { get; }
}
