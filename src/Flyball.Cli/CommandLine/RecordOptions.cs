using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c> that keep a record of it, and go on from one.</summary>
static class RecordOptions
{
    static readonly ValueOption JobLog = new(["--joblog"], "FILE", "FILE", "write a line for each job that ended") { IsCommon = true, Kind = ValueKind.File };

    public static OptionGroup All { get; } = new("Records", JobLog);

    public static RecordSettings Read(ParseResult parsed) => new()
    {
        JobLog = parsed.GetValue(JobLog)?.LastOrDefault(),
    };
}

/// <summary>What is kept of a run.</summary>
sealed record RecordSettings
{
    /// <summary>GNU parallel's log; <c>null</c>: none.</summary>
    public string? JobLog { get; init; }
}
