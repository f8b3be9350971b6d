using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c> that say what becomes of the output of jobs.</summary>
static class OutputOptions
{
    const string Mixing = "mixing";

    static readonly FlagOption s_group = new(["--group"], "of each job whole, when it ends (default)") { Choice = Mixing };
    static readonly FlagOption s_lineBuffer = new(["--line-buffer", "--lb", "--linebuffer"], "whole lines as they come, those of several jobs mixed") { Choice = Mixing, IsCommon = true };
    static readonly FlagOption s_ungroup = new(["--ungroup", "-u"], "at once, mixed") { Choice = Mixing };
    static readonly FlagOption s_keepOrder = new(["--keep-order", "-k", "--keeporder"], "in the order of the input") { IsCommon = true };
    static readonly FlagOption s_tag = new(["--tag"], "the values and a TAB before each line") { IsCommon = true };
    static readonly ValueOption s_tagString = new(["--tagstring"], "TEXT", "'job {#}'", "this and a TAB before each line; may hold {} {1} {#} ...") { AllowsEmpty = true };
    static readonly ValueOption s_results = new(["--results"], "NAME", "results.csv", "keep outputs in a folder, or in a table NAME.csv")
    {
        IsCommon = true, Kind = ValueKind.File,
    };

    static readonly FlagOption s_commands = new(["--show-commands", "-v"], "each command before its output");

    public static OptionGroup All { get; } = new("Output", s_group, s_lineBuffer, s_ungroup, s_keepOrder, s_tag, s_tagString, s_commands, s_results);

    public static OutputSettings Read(ParseResult parsed) => new()
    {
        Mode = parsed.GetValue(s_lineBuffer) ? OutputMode.Lines : parsed.GetValue(s_ungroup) ? OutputMode.Ungrouped : OutputMode.Grouped,
        KeepsOrder = parsed.GetValue(s_keepOrder),
        Tag = parsed.LastOrNull(s_tagString, static (_, text) => text) ?? (parsed.GetValue(s_tag) ? InputOptions.ReadJobFile(parsed) is null ? TemplateOptions.Read(parsed).Placeholder : "{name}" : null),
        Results = parsed.LastOrNull(s_results, static (_, text) => text),
        ShowsCommands = parsed.GetValue(s_commands),
    };
}

/// <summary>When the output of jobs appears.</summary>
enum OutputMode
{
    /// <summary>Whole, when the job ends.</summary>
    Grouped,

    /// <summary>Line by line.</summary>
    Lines,

    /// <summary>It goes straight to our own.</summary>
    Ungrouped,
}

/// <summary>What becomes of the output of jobs.</summary>
sealed record OutputSettings
{
    public OutputMode Mode { get; init; }

    /// <summary>Whether outputs appear in the order of the input.</summary>
    public bool KeepsOrder { get; init; }

    /// <summary>A template for what stands before each line; <c>null</c>: nothing.</summary>
    public string? Tag { get; init; }

    /// <summary>Where outputs are kept instead of being printed; <c>null</c>: they are printed.</summary>
    public string? Results { get; init; }

    /// <summary>Whether each job's command is printed before its output.</summary>
    public bool ShowsCommands { get; init; }

    /// <summary>Whether outputs are kept until the job ends.</summary>
    public bool Collects => Mode != OutputMode.Ungrouped || Results is not null;
}
