using System.Collections.Immutable;
using Flyball.Cli.Input;
using Flyball.Jobs;

namespace Flyball.Cli.CommandLine;

/// <summary>What <c>flyball run</c> was asked to do.</summary>
sealed record RunArguments
{
    public AdmissionSettings Admission { get; init; } = new();

    public ProcessSettings Processes { get; init; } = new();

    /// <summary>Whether jobs that fail are run again; <c>null</c>: they are not.</summary>
    public RetryRule? Retry { get; init; }

    public OutputSettings Output { get; init; } = new();

    public FailureSettings Failures { get; init; } = new();

    public RecordSettings Records { get; init; } = new();

    /// <summary>The words of the command template; empty when every value is a command line.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>Where values come from, at least one; the values of several are combined.</summary>
    public ImmutableArray<InputSource> Sources { get; init; } = [];
}
