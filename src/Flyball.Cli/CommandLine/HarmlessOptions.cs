namespace Flyball.Cli.CommandLine;

/// <summary>Options of GNU parallel and xargs that are accepted and change nothing, because what they ask for holds anyway.</summary>
static class HarmlessOptions
{
    static readonly FlagOption s_willCite = new(["--will-cite", "--willcite"], "nothing has to be cited") { Hidden = true };
    static readonly FlagOption s_noNotice = new(["--no-notice"], "there is no notice") { Hidden = true };
    static readonly FlagOption s_gnu = new(["--gnu"], "words are read as GNU parallel reads them") { Hidden = true };

    static readonly FlagOption s_exit = new(["--exit", "-x"], "a command line that is too long is an error") { Hidden = true };
    static readonly FlagOption s_silent = new(["--silent"], "commands are not shown unless that is asked for") { Hidden = true };

    public static OptionGroup All { get; } = new("Without effect", s_willCite, s_noNotice, s_gnu, s_exit, s_silent);
}
