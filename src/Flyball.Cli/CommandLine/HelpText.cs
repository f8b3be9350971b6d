using System.Reflection;

namespace Flyball.Cli.CommandLine;

/// <summary>What the tool says about itself: at most 80 columns.</summary>
static class HelpText
{
    public const string Main = """
        Runs as many jobs as this machine has room for, and no more.

        Usage:
          flyball run [options] [COMMAND...] [::: VALUES...]   run a job for each value
          flyball load [--json] [--watch]                      show the machine's load
          flyball --version
          flyball --help

        Examples:
          flyball run gzip -9 ::: *.log
          find . -name '*.wav' | flyball run flac --best {}
          flyball run -a commands.txt

        'flyball run --help' and 'flyball load --help' say more.

        """;

    public static string Run { get; } = $$"""
        Usage: flyball run [options] [COMMAND...] [::: VALUES...]

        Runs COMMAND once for each value, as many at once as there is room for.
        Options end at the first word that is none, or at '--'. Without COMMAND,
        every value is a command line.

        Values come from:
          ::: VALUES...            these words; several ::: give all combinations
          :::: FILES...            the lines of files, as -a FILE
          :::+  ::::+              the same, in step with the source before
          (none of these)          the lines of standard input

        In COMMAND:
          {}                       the value; appended when nothing else is there
          {.} {/} {//} {/.}        it without extension, its name, its folder,
                                   its name without extension
          {1} {2/.} {-1} {name}    the value from one source, or one column
          {#} {%}                  the number of the job, and of its slot, from 1
          {cores} {memory}         what was set aside for it; memory in MiB
          Values are quoted for the shell and never run as code. --plus has more.

        {{string.Join('\n', RunOptions.Groups.Select(OptionHelp.For))}}
        Sizes: K M G T P are powers of 1024, k m g t p of 1000.
        Ctrl-C: start nothing more, let run what runs; again: end that too.
        Exit status: 0 all jobs succeeded; 1-100 that many failed; 101 more failed;
        255 wrong usage, and nothing was started.

        """;

    public static string Load { get; } = $"""
        Usage: flyball load [options]

        Shows how busy this machine is: cores, memory and pressure.

        {OptionHelp.For(LoadOptions.All)}
        """;

    /// <summary>Name and version, on a line.</summary>
    public static string Version
    {
        get
        {
            // What the build appends after a plus sign is the revision; people ask for the version.
            string? version = typeof(HelpText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
            return $"flyball {version?.Split('+')[0]}\n";
        }
    }
}
