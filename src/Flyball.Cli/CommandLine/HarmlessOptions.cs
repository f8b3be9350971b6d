namespace Flyball.Cli.CommandLine;

/// <summary>Options of GNU parallel that are accepted and change nothing, because what they ask for holds anyway.</summary>
static class HarmlessOptions
{
    static readonly FlagOption s_willCite = new(["--will-cite"], "nothing has to be cited") { Hidden = true };
    static readonly FlagOption s_noNotice = new(["--no-notice"], "there is no notice") { Hidden = true };
    static readonly FlagOption s_gnu = new(["--gnu"], "words are read as GNU parallel reads them") { Hidden = true };

    public static OptionGroup All { get; } = new("Without effect", s_willCite, s_noNotice, s_gnu);
}
