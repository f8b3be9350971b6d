using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c> that say what becomes of the output of jobs, and what is shown.</summary>
static class OutputOptions
{
    const string Mixing = "mixing";

    static readonly FlagOption Group = new(["--group"], "of each job whole, when it ends (default)") { Choice = Mixing };
    static readonly FlagOption Ungroup = new(["--ungroup", "-u"], "at once, mixed") { Choice = Mixing, IsCommon = true };

    public static OptionGroup All { get; } = new("Output", Group, Ungroup);

    public static OutputSettings Read(ParseResult parsed) => new()
    {
        Ungrouped = parsed.GetValue(Ungroup),
    };
}

/// <summary>What becomes of the output of jobs.</summary>
sealed record OutputSettings
{
    /// <summary>Whether output goes straight to our own, mixed, instead of being kept until the job ends.</summary>
    public bool Ungrouped { get; init; }
}
