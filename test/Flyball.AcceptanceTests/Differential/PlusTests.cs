namespace Flyball.AcceptanceTests.Differential;

/// <summary>The replacement strings that need <c>--plus</c>.</summary>
public sealed class PlusTests
{
    public static TheoryData<string> Lines { get; } =
    [
        """{tool} -k --plus echo '[{+/}] [{+.}] [{..}] [{+..}] [{/..}]' ::: a/b.c.d sub.dir/bar /x .hidden a/ a.b/ '' a. a//b ../x.y""",
        """{tool} -k --plus echo '[{..}] [{...}] [{/..}] [{/...}] [{+..}] [{+...}]' ::: d/a.b.c.d x.y e/f.g.h z""",
        """{tool} -k --plus echo {1..} {1+/} {2+.} {-1:1} ::: xa.b.c d/a.b ::: x.yz""",
        """{tool} -j1 --plus echo {#} {##} {0#} {0%} ::: a b c d e f g h i j k l""",
        """{tool} -j10 -k --plus echo {0%} ::: a""",
        """{tool} -k --plus echo '[{:-x}] [{:-$HOME}] [{:-a;b}] [{1:-z}]' ::: '' a""",
        """{tool} -k --plus echo '{:2} {:0} {:1:2} {:0:1} {:3:9}' ::: abcdef xy""",
        """{tool} -k --plus echo '{#ab} {#a} {#x} {##a.*b} {#a.*b} {#.}' ::: abcab xab""",
        """{tool} -k --plus echo '{%cd} {%d} {%x} {%%b.*} {%b.*} {%.}' ::: abcbd cd""",
        """{tool} -k --plus echo '{/b/X} {//b/X} {/b/} {//b/} {/[bc]/X} {//[bc]/X} {/x/Y}' ::: abcbd xyx""",
        """{tool} -k --plus echo '{^a} {^^a} {^b} {^^[a-c]} {^.} {^^.}' ::: abcabd 'a b'""",
        """{tool} -k --plus echo '{,A} {,,A} {,B} {,.} {,,.}' ::: ABCABD 'A B'""",
        """{tool} -k echo {..} {+/} {##} ::: a.b.c""",
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public Task Are_replaced_alike(string line) => Comparison.Agree(line);
}
