namespace Flyball.AcceptanceTests.Differential;

/// <summary>What is inserted where.</summary>
public sealed class ReplacementStringTests
{
    const string Paths = "a/b.c.d sub.dir/bar /x .hidden d/.hidden a/ / a.b/ '' a. a//b ../x.y 'b c.d e'";

    public static TheoryData<string> Lines { get; } =
    [
        """{tool} -k echo ::: a 'b  c' '$x' "it's" '*'""",
        """{tool} -k ::: 'echo 1' 'echo 2 | tr 2 3; exit 3'""",
        """{tool} -k echo {} {} x{}y ::: a 'b  c' ''""",
        $$"""{tool} -k echo '[{}] [{.}] [{/}] [{//}] [{/.}]' ::: {{Paths}}""",
        """{tool} -k echo {2/.} {2//} {-1.} {-2/} {1/} ::: d/x.y e/v.w ::: f.g/h.i""",
        """{tool} -k echo '[{3}] [{-2}] [{99}]' ::: a b ::: 1 2""",
        """{tool} -k echo '[{}]' ::: a 'b  b' ::: 1 ::: x y""",
        """{tool} -k echo {#}-{} ::: a b c""",
        """{tool} -j1 'echo {%} {#} $PARALLEL_JOBSLOT $PARALLEL_SEQ {}' ::: a b c""",
        """{tool} -k -I ,, echo ,, {} [,,] ::: a 'b  c'""",
        """{tool} -k -I ,, echo ,, {.} ::: a.b""",
        """{tool} -k {} x ::: 'echo a' 'echo  b  |  cat #'""",
        """{tool} -k 'X=1 {} a' ::: echo""",
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public Task Are_replaced_alike(string line) => Comparison.Agree(line);
}
