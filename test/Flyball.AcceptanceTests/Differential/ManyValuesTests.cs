namespace Flyball.AcceptanceTests.Differential;

/// <summary>Jobs that take more than one value.</summary>
public sealed class ManyValuesTests
{
    public static TheoryData<string> Lines { get; } =
    [
        """seq 7 | {tool} -k -n3 echo""",
        """seq 7 | {tool} -k -N3 echo '{1}-{2}-{3}'""",
        """seq 7 | {tool} -k -N3 echo '[{3}{2}{1}] [{4}] [{-1}] {#}'""",
        """seq 5 | {tool} -k -L2 echo '[{}] {1} {2}'""",
        """printf 'a \nb\nc\n' | {tool} -k -L1 echo '[{}]'""",
        """seq 6 | {tool} -k -L2 -n1 echo""",
        """seq 6 | {tool} -k -n3 -L2 echo 'x{}y'""",
        """printf 'a \nb\nc\nd\n' | {tool} -k -L2 -n3 echo '[{}]'""",
        """seq 6 | {tool} -k -n2 -N3 echo 'x{}y'""",
        """seq 5 | {tool} -k --max-replace-args=2 echo '[{2}] [{1}]'""",
        """{tool} -k -N2 echo '{.} {/} [{2.}]' ::: d/a.x b.y c.z""",
        """{tool} -k -N0 echo hi ::: 1 2 3""",
        """{tool} -k -n2 echo ::: 'a  b' '$x' "it's" ''""",
        """{tool} -j1 -X echo pre{}.x {#} ::: 1 2 3""",
        """{tool} -j1 -X echo x{}y{}z {.}{/} ::: d/a.x e/b.y""",
        """{tool} -j1 -X echo ::: a 'b  c' '$x' "it's" '*'""",
        """{tool} -j1 -m echo pre{}.x {} ::: 1 2 3""",
        """{tool} -j1 -m 'echo x{}y {1} | cat' ::: a 'b  c'""",
        """seq 10 | {tool} -k -j3 -X echo""",
        """seq 10 | {tool} -k -j4 -m echo p{}q""",
        """{tool} -k -j2 --xargs echo ::: 1 2 3 4 5""",
        """seq 30 | {tool} -j1 -X -s 30 echo a{}b""",
        """seq 30 | {tool} -j1 -m -s 30 echo a{}b""",
        """{tool} -j1 -X -s 15 echo ::: aaaa bbbb cccc dddd""",
        """{tool} -j1 -X -s 16 echo ::: 'a a' 'b b' 'c c'""",
        """{tool} -j1 -n3 -s 15 echo ::: aaaa bbbb c d e""",
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public Task Are_put_together_alike(string line) => Comparison.Agree(line);
}
