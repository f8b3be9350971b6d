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
          -a FILE                  the lines of a file
          (none of these)          the lines of standard input

        In COMMAND:
          {}                       the value; appended when nothing else is there
          {1} {2} ...              the value from the first, second ... source
          {#}                      the number of the job, from 1
          Values are quoted for the shell and never run as code.

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
