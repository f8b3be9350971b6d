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

    public const string Run = """
        Usage: flyball run [options] [COMMAND...] [::: VALUES...]

        Runs COMMAND once for each value, as many at once as there is room for.
        Options end at the first word that is none, or at '--'. Without COMMAND,
        every value is a command line.

        Values:
          ::: VALUES...            these words; several ::: give all combinations
          -a, --arg-file FILE      the lines of FILE, '-' is standard input
          (none of these)          the lines of standard input

        In COMMAND:
          {}                       the value; appended when nothing else is there
          {1} {2} ...              the value from the first, second ... source
          {#}                      the number of the job, from 1
          Values are quoted for the shell and never run as code.

        How much at once:
          -j, --jobs N             at most N jobs; 0 is no limit (also -P)
          --aggressiveness LEVEL   background, polite, balanced (default) or eager
          --cpu-target SHARE       share of the cores to fill: 0.8 or 80%
          --memory-reserve SIZE    memory to leave free: 2G or 10%
          --policy RULE            governor (default), or plain: thresholds only

        What each job needs; learned when not said:
          --cores N                cores that it keeps busy: 1.5
          --memory SIZE            the most memory that it holds: 300M
          --duration TIME          how long it runs: 90s, 1h30m

        Its processes:
          --timeout TIME           end a job that runs longer: 90s, or 300% of the
                                   median
          --term-seq SEQUENCE      how it is ended: TERM,200,TERM,100,TERM,50,KILL,25
          --nice N                 CPU priority, 19 is the lowest; default: the level's
          --io-priority CLASS      idle, best-effort:0-7 or realtime:0-7
          --cpu-list CPUS          the CPUs that may be used: 0,2-3
          --ulimit NAME=LIMIT      a limit for each process: nofile=1024, as=2G

        Output:
          --group                  of each job whole, when it ends (default)
          -u, --ungroup            at once, mixed
          --joblog FILE            write a line for each job that ended
          -h, --help               show this help

        Sizes: K M G T P are powers of 1024, k m g t p of 1000.
        Ctrl-C: start nothing more, let run what runs; again: end that too.
        Exit status: 0 all jobs succeeded; 1-100 that many failed; 101 more failed;
        255 wrong usage, and nothing was started.

        """;

    public const string Load = """
        Usage: flyball load [options]

        Shows how busy this machine is: cores, memory and pressure.

        Options:
          --json                   as JSON, one object to a line
          --watch                  go on until interrupted
          -h, --help               show this help

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
