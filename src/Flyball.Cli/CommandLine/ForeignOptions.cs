using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>Options of GNU parallel and xargs that <c>flyball run</c> does not have, and what to use instead: "unknown option" would leave those who come from there alone.</summary>
static class ForeignOptions
{
    const string NoSplitting = "standard input is not split among jobs";
    const string OneMachine = "jobs run on this machine only";
    const string NoTerminal = "jobs have no terminal";
    const string NoSemaphore = "there is no semaphore";
    const string NoDatabase = "results are not kept in a database";
    const string NoPerl = "there are no replacement strings in Perl";
    const string NoScript = "a script cannot be run as values";
    const string Measured = "the load decides by itself";
    const string Shown = "'flyball load' shows it";

    static readonly (string Names, string Problem, string Hint)[] s_all =
    [
        ("--pipe --spreadstdin --pipe-part --pipepart --block --block-size --blocksize --block-timeout --blocktimeout --bt --cat --fifo --recstart --recend --regexp "
            + "--remove-rec-sep --removerecsep --rrs --round-robin --roundrobin --round --shard --bin --group-by --groupby",
            NoSplitting, "split it into files: 'split -l 1000 FILE part.', then 'flyball run COMMAND ::: part.*'"),
        ("--tee", NoSplitting, "write it to a file and let each job read that: 'flyball run \"{} < FILE\" ::: COMMANDS'"),
        ("-S --sshlogin --sshloginfile --slf --ssh --ssh-delay --sshdelay --onall --nonall --transfer --transferfile --transfer-file --tf --return --trc --basefile --bf --cleanup "
            + "--controlmaster -M --filter-hosts --hostgroups --hgrp --rsync-opts --rsyncopts",
            OneMachine, "start flyball there: 'ssh HOST flyball run …'; or let a job call ssh: 'flyball run ssh {} uptime ::: HOSTS'"),
        ("--semaphore --semaphore-name --semaphorename --id --semaphore-timeout --semaphoretimeout --st --fg --bg --wait",
            NoSemaphore, "give all commands to one 'flyball run -j N'; for one at a time there is flock(1)"),
        ("--tmux --tmuxpane", NoTerminal, "'--ungroup' shows what they write at once"),
        ("--tty --open-tty -o", NoTerminal, "run what needs one by itself; values can come from '-a FILE' or ':::'"),
        ("--interactive -p", NoTerminal + ", so nobody can be asked", "choose the values before: 'flyball run -a FILE COMMAND'"),
        ("-i", "'{}' is the value without it", "leave it out"),
        ("-e", "no value ends the input without it", "leave it out; '-E TEXT' names one that does"),
        ("--filter", NoPerl, "choose the values before, with grep or awk: 'awk FILTER FILE | flyball run COMMAND'"),
        ("--basenamereplace --bnr --dirnamereplace --dnr --extensionreplace --er --basenameextensionreplace --bner --seqreplace --slotreplace",
            "replacement strings have names of their own", "there are {/} {//} {.} {/.} {#} {%}"),
        ("--files --files0", "files of outputs have names that you choose", "'--results FOLDER' keeps outputs in files"),
        ("--rpl --parens -U", NoPerl, "let the shell do it: flyball run 'x={}; echo \"${x%.*}\"'"),
        ("--tmpl", "templates in files are not filled in", "let a script that takes the values as arguments write the file"),
        ("--embed --session --shebang --hashbang --shebang-wrap", NoScript, "begin the script with '#!/bin/sh' and a line 'flyball run …'"),
        ("--sql --sql-master --sqlmaster --sql-worker --sqlworker --sql-and-worker --sqlandworker", NoDatabase, "'--joblog FILE' writes a line for each job"),
        ("--skip-first-line", "no line is left out by its place", "'--header :' takes the first line for names; or 'tail -n +2 FILE | flyball run COMMAND'"),
        ("--latest-line --ll", "the display shows jobs, not what they write", "'--line-buffer --tag' prints each line as it comes"),
        ("--color --color-failed --colour --colour-failed --cf --ctag --ctagstring", "outputs are not coloured", "'--tag' and '--tagstring' say whose a line is"),
        ("--tollef", "values do not follow '--'", "write ':::' before them"),
        ("--citation", "there is nothing to cite", "leave it out"),
        ("--profile -J", "there are no profiles", "defaults come from a file and from FLYBALL_OPTIONS: 'flyball config' shows them"),
        ("--record-env", "the environment is not recorded", "leave it out: jobs have the environment of flyball"),
        ("--number-of-cpus --number-of-cores --number-of-sockets --number-of-threads", "the machine is described elsewhere", Shown),
        ("--use-cpus-instead-of-cores --use-cores-instead-of-threads --use-sockets-instead-of-threads", Measured, "leave it out; '--jobs N' caps the number of jobs"),
        ("--limit", Measured, "'--cpu-target', '--memory-reserve' and '--aggressiveness' say how full the machine may be"),
        ("--memsuspend --noswap", Measured, "'--memory-reserve SIZE' says how much memory to leave free"),
        ("--show-limits --max-line-length-allowed", "limits are shown elsewhere", "a command line is shorter than 128 KiB, since the kernel takes no longer argument; '--max-chars SIZE' makes it shorter"),
        ("--version -V --minversion", "the version is told without 'run'", "'flyball --version'"),
        ("--shell-completion", "completion is printed without 'run'", "'flyball completion bash' (or zsh, fish)"),
        ("--shellquote --shell-quote", "values are not only quoted", "printf '%q\\n' VALUES does that; in a command of 'flyball run' they are quoted where they stand"),
        ("--tmpdir --tempdir", "the folder for temporary files is told by the environment", "set TMPDIR"),
        ("--compress --compress-program --compressprogram --decompress-program --decompressprogram", "outputs are not compressed", "leave it out; long outputs are kept in nameless files in TMPDIR"),
    ];

    static readonly Dictionary<string, (string Problem, string Hint)> s_byName =
        s_all.SelectMany(row => row.Names.Split(' ').Select(name => (name, row))).ToDictionary(pair => pair.name, pair => (pair.row.Problem, pair.row.Hint));

    /// <summary>All names, with their dashes. Only <c>run</c> is called as the others are.</summary>
    public static IEnumerable<string> NamesFor(Command command) => command.Name == "run" ? s_byName.Keys : [];

    /// <summary>What is wrong with one, and what to do.</summary>
    public static (string Problem, string Hint) AdviceOn(string name) => s_byName[name];

    /// <summary>What to say of one.</summary>
    public static UsageException Refuse(string name) => new($"option '{name}' is not supported: {s_byName[name].Problem}", s_byName[name].Hint);
}
