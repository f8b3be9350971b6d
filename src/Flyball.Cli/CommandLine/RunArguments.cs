using System.Collections.Immutable;
using Flyball.Cli.Input;
using Flyball.Jobs;

namespace Flyball.Cli.CommandLine;

/// <summary>What <c>flyball run</c> was asked to do.</summary>
sealed record RunArguments
{
    /// <summary>The options that hold, as they were given: where, is told of a mistake that shows only when one is put to use.</summary>
    public IReadOnlyList<GivenOption> Given { get; init; } = [];

    /// <summary>The file that says which jobs there are; <c>null</c>: the command and the input do.</summary>
    public string? JobFile { get; init; }

    public AdmissionSettings Admission { get; init; } = new();

    public ProcessSettings Processes { get; init; } = new();

    public OutputSettings Output { get; init; } = new();

    public FailureSettings Failures { get; init; } = new();

    public DisplaySettings Display { get; init; } = new();

    public RecordSettings Records { get; init; } = new();

    /// <summary>The words of the command template; empty when every value is a command line.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>How the command is read.</summary>
    public TemplateSettings Template { get; init; } = new();

    /// <summary>What values there are.</summary>
    public InputSettings Input { get; init; } = new();

    /// <summary>A job with all that was asked for every job.</summary>
    public ProcessJob Apply(ProcessJob job) => job with
    {
        Template = Admission.Template ?? job.Template,
        Request = Admission.Request,
        Retry = Failures.Retry,
        IsRepeatable = Failures.IsRepeatable,
        OutOfMemoryExitCodes = Failures.OutOfMemoryExitCodes,
        Output = Output.Collects ? ProcessOutput.Collect : ProcessOutput.Inherit,
        TimeLimit = Processes.TimeLimit,
        Nice = Processes.Nice,
        IoPriority = Processes.IoPriority,
        Cpus = Processes.Cpus,
        MemoryLimit = Processes.MemoryLimit,
        CpuLimit = Processes.CpuLimit,
        Limits = Processes.Limits,
    };
}
