namespace Flyball.AcceptanceTests.Differential;

/// <summary>How options are written.</summary>
public sealed class OptionTests
{
    public static TheoryData<string> Lines { get; } =
    [
        """{tool} -kj1 echo ::: a b""",
        """printf 'a\0b' | {tool} -0kj1 echo""",
        """{tool} -j1 -kX echo p{} ::: a b c""",
        """{tool} -j2 -k -- echo {} ::: a""",
        """{tool} --dry -j1 echo ::: a b""",
        """{tool} --joblo log -j1 echo ::: a b""",
        """{tool} --re 3 echo ::: a >/dev/null""",
        """{tool} --no-such-option echo ::: a >/dev/null""",
        """{tool} -k --arg-sep ,, echo {} ::: ,, a b""",
        """{tool} -k --arg-file-sep ,, echo ,, abc nums""",
        """PARALLEL='--tag' {tool} --plain -k echo ::: a b""",
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public Task Are_read_alike(string line) => Comparison.Agree(line);
}
