namespace Flyball.Cli.CommandLine;

/// <summary>What the tool says about itself: at most 80 columns.</summary>
static class HelpText
{
    public static string Main => $"""
        Runs as many jobs as this machine has room for, and no more.

        Usage:
        {string.Join('\n', ToolCommand.All.Select(command => $"  {"flyball " + command.Name + " " + command.Usage,-51}  {command.Summary}"))}
          flyball --version

        Examples:
          flyball run gzip -9 ::: *.log
          find . -name '*.wav' | flyball run flac --best {"{}"}
          flyball run -a commands.txt

        'flyball help COMMAND' says more of one.

        """;

    /// <summary>With the options that most need.</summary>
    public static string Run => RunWith(all: false);

    /// <summary>With all options.</summary>
    public static string RunAll => RunWith(all: true);

    static string RunWith(bool all) => $$"""
        Usage: flyball run [options] [COMMAND...] [::: VALUES...]

        Runs COMMAND once for each value, as many at once as there is room for.
        Options end at the first word that is none, or at '--'. Without COMMAND,
        every value is a command line.

        Values come from:
          ::: VALUES...            these words; several ::: give all combinations
          :::: FILES...            the lines of files, as -a FILE
          :::+  ::::+              the same, in step with the source before
          (none of these)          the lines of standard input

        In COMMAND, a line for the shell (with -q its words go on as they are):
          {}                       the value; appended when nothing else is there
          {.} {/} {//} {/.}        it without extension, its name, its folder,
                                   its name without extension
          {1} {2/.} {-1} {name}    the value from one source, or one column
          {#} {%}                  the number of the job, and of its slot, from 1
          {cores} {memory}         what was set aside for it; memory in MiB
          Values are quoted for the shell and never run as code. --plus has more.

        {{OptionHelp.For(RunOptions.Groups, all)}}{{(all ? "" : $"\n{OptionHelp.LeftOut(RunOptions.Groups)} more options: 'flyball run --help all'.\n")}}
        Sizes: K M G T P are powers of 1024, k m g t p of 1000. Times: 0.5, 90s, 1h30m.
        Ctrl-C: start nothing more, let run what runs; again: end that too.
        Exit status: 0 all jobs succeeded; 1-100 that many failed; 101 more failed;
        255 wrong usage, and nothing was started.

        """;

    public static string Replay => $"""
        Usage: flyball replay [options] FILE

        Decides a run again that 'flyball run --record FILE' has recorded: from the same
        facts, and with its jobs, as they were measured, on a simulated machine. Says
        what would have been different with the options; beside it stands what really
        happened, which tells how far the simulation is to be trusted.

        {OptionHelp.For([ReplayOptions.Changes, ReplayOptions.Others], all: true)}
        """;

    public static string Load => $"""
        Usage: flyball load [options]

        Shows how busy this machine is: cores, memory and pressure.

        {OptionHelp.For([LoadOptions.All], all: true)}
        """;

    public static string Why => $"""
        Usage: flyball why [options] [JOB]

        Asks your runs that are under way: what runs, what waits, which gate holds the
        first of that, since when, and what would let it start. JOB, a number as {"{#}"}
        or the name of a job in a job file: the same of that job; why it was let
        through, if it runs; how it ended.

        {OptionHelp.For([WhyOptions.All], all: true)}
        Exit status: 0 a run has answered; 1 there is none, or none knows JOB.

        """;

    public static string Config => $"""
        Usage: flyball config [options]

        Shows the options that 'flyball run' takes from its config file and from the
        variable FLYBALL_OPTIONS, where each was given, and what holds in the end.
        Options on the command line come after them; 'flyball run --plain' ignores
        both.

        {OptionHelp.For([ConfigOptions.All], all: true)}
        The file is $XDG_CONFIG_HOME/flyball/config.toml, else
        ~/.config/flyball/config.toml, or the one that FLYBALL_CONFIG names:
          [run]
          aggressiveness = "polite"
          jobs = 8
          ungroup = true
          ulimit = ["nofile=1024", "core=0"]

        """;

    public static string History => $"""
        Usage: flyball history [options]
               flyball history forget TEMPLATE|--all

        Shows what earlier runs have taught about jobs of each template: memory, cores,
        time and I/O. A template is the shape of a command, without any value, or what
        --template says. 'flyball run --no-history' neither uses nor keeps it.

        {OptionHelp.For([HistoryOptions.All], all: true)}
        It is kept in history.db, in $FLYBALL_HOME, else $XDG_STATE_HOME/flyball, else
        ~/.local/state/flyball.

        """;

    public static string Completion => $"""
        Usage: flyball completion SHELL

        Prints a script that lets a shell complete the words of flyball.

        {OptionHelp.For([CompletionOptions.All], all: true)}
        For one session:
          eval "$(flyball completion bash)"            (or zsh)
          flyball completion fish | source
        For good, into a file that the shell reads by itself:
          ~/.local/share/bash-completion/completions/flyball
          _flyball in a folder of zsh's $fpath
          ~/.config/fish/completions/flyball.fish

        """;

    /// <summary>Name and version, on a line.</summary>
    public static string Version => $"flyball {ToolVersion.Text}\n";
}
