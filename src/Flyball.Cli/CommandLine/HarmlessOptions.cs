namespace Flyball.Cli.CommandLine;

/// <summary>Options of GNU parallel that are accepted and change nothing, because what they ask for holds anyway.</summary>
static class HarmlessOptions
{
    static readonly FlagOption WillCite = new(["--will-cite"], "nothing has to be cited") { Hidden = true };
    static readonly FlagOption NoNotice = new(["--no-notice"], "there is no notice") { Hidden = true };
    static readonly FlagOption Gnu = new(["--gnu"], "words are read as GNU parallel reads them") { Hidden = true };

    public static OptionGroup All { get; } = new("Without effect", WillCite, NoNotice, Gnu);
}
