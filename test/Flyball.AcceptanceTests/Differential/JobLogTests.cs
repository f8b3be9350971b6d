namespace Flyball.AcceptanceTests.Differential;

/// <summary>The joblog, and runs that go on where an earlier one ended.</summary>
public sealed class JobLogTests
{
    /// <summary>A run of which two jobs fail, followed by more.</summary>
    const string Failed = "{tool} -j1 --joblog log 'echo first {}; exit {}' ::: 0 1 2;";

    public static TheoryData<string> Lines { get; } =
    [
        """{tool} -j1 --joblog log 'printf 12345; exit {}' ::: 0 1 255 3""",
        """{tool} -j1 --joblog log ::: 'kill -9 $$' 'kill $$' nope ./abc / true""",
        """{tool} -j1 --joblog log 'echo {} | cat' ::: 'a  b' "it's" '' $'d\te'""",
        """{tool} -j1 --joblog log -N2 echo {2} {1} ::: a b c""",
        """{tool} -j1 --joblog log -X echo p{} ::: a b 'c d'""",
        """printf 'a\nb\0' | {tool} -0 -j1 --joblog log echo""",
        """{tool} -j1 --tag --joblog log 'printf 12345; printf 678 >&2; true' ::: 1""",
        """{tool} -j1 -u --joblog log 'printf 12345; true' ::: 1""",
        """{tool} --joblog log echo :::""",
        """{tool} --joblog no/log echo ::: a""",
        """{tool} -j1 --joblog log echo ::: a; {tool} -j1 --joblog +log echo ::: b c""",
        $$"""{{Failed}} {tool} -j1 --joblog log --resume echo ::: 0 1 2 3""",
        $$"""{{Failed}} {tool} -j1 --joblog log --resume-failed echo ::: 0 1 2; {tool} -j1 --joblog log --resume-failed echo x ::: 0 1 2 3""",
        """{tool} -j1 --joblog log 'echo {}; test -e ok{}' ::: 1 2 3; touch ok2; {tool} -j1 --joblog log --retry-failed; {tool} -j1 --joblog log --retry-failed""",
        $$"""{{Failed}} {tool} -j1 --joblog log --retry-failed echo other ::: 7 8""",
        """printf 'Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n2\t:\t1795511219.649\t     0.001\t0\t0\t0\t0\tx\n' >log; {tool} -j1 --joblog log --resume echo ::: a b c""",
        """{tool} --resume echo ::: a""",
        """{tool} --resume-failed echo ::: a""",
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public Task Are_written_and_read_alike(string line) => Comparison.Agree(line);
}
