using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests.Differential;

/// <summary>Lines for which it matters when something happens: with nothing else on the machine.</summary>
[Collection(nameof(LoadsTheMachine))]
public sealed class JobsAtOnceTests
{
    const string MostAtOnce = "{ mkdir run{#}; sleep 0.3; ls -d run* | wc -l; sleep 0.3; rmdir run{#}; }";

    /// <summary>Jobs that sleep as long as their value says, one of which fails.</summary>
    const string Sleepers = "'echo {}; sleep {}; echo end {}; test {} != 0.5' :::";

    public static TheoryData<string> Lines { get; } =
    [
        """{tool} -j2 'echo {%}; sleep 0.3; true' ::: 1 2 3 4 | sort -u""",
        """{tool} -j2 --process-slot-var=SLOT 'echo $SLOT; sleep 0.3; true' ::: a b c d | sort -u""",
        $$"""{tool} -j3 '{{MostAtOnce}}; true' ::: a b c""",
        $$"""{tool} -j0 '{{MostAtOnce}}; true' ::: a b c d""",
        """{tool} -j1 --delay 0.2 --joblog log true ::: 1 2 3; awk -F'\t' 'NR > 2 { print ($3 - last >= 0.19) } { last = $3 }' log""",
        """{tool} -j2 --joblog log --timeout 1 'echo start {}; sleep {}; echo end' ::: 0 5""",
        """{tool} -j1 --joblog log --timeout 0.5 'trap "" TERM; echo {}; while :; do sleep 0.1; done' ::: a""",
        """{tool} -j1 --joblog log --timeout 500% sleep ::: 0.1 0.1 0.1 0.1 5""",
        """{tool} -j2 'sleep {}; echo {}' ::: 1 0.1""",
        """{tool} -j2 -k 'sleep {}; echo {}' ::: 0.5 0.1""",
        """{tool} -j2 --line-buffer 'echo a{}; sleep {}; echo b{}' ::: 1.2 0.6 | sed 1,2d""",
        """{tool} -j2 --lb 'printf a{}; sleep {}; echo b{}' ::: 1 0.2""",
        """{tool} -j2 --lb -k 'echo a{}; sleep {}; echo b{}' ::: 0.8 0.2""",
        """{tool} -j2 -u 'printf "a "; sleep {}; printf "b{} "' ::: 1 0.4""",
        """{tool} -j2 --joblog log 'sleep {}; echo {}' ::: 0.6 0.1""",
        $$"""{tool} -j2 --joblog log --halt soon,fail=1 {{Sleepers}} 0.5 1 2""",
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public Task Run_alike(string line) => Comparison.Agree(line);
}
