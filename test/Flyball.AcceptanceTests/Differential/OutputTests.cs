namespace Flyball.AcceptanceTests.Differential;

/// <summary>What of the jobs' output appears, in which order, with what in front of it.</summary>
public sealed class OutputTests
{
    public static TheoryData<string> Lines { get; } =
    [
        """{tool} -j2 --keep-order 'echo {}; exit {}' ::: 1 0 2""",
        """{tool} -j1 'echo 1{}; echo 2{} >&2; echo 3{}' ::: a b 2>&1 | grep -v ^flyball:""",
        """{tool} -k 'head -c 200000 /dev/zero | tr "\0" {}; echo' ::: a b | cksum""",
        """{tool} -k --tag echo {2}{1} ::: 'a  b' c ::: 1 2""",
        """{tool} -k --tag 'printf "x\ny"; true' ::: a b""",
        """{tool} -j1 --tag 'echo out; echo err >&2; true' ::: a b 2>&1 | grep -v ^flyball:""",
        """{tool} -k --tag 'true #' ::: a; {tool} -k --tag echo ::: ''""",
        """{tool} -j1 --lb --tag 'printf "a\nb"; sleep 0.2; echo c' ::: x y""",
        """{tool} -j1 -u --tag 'echo a; echo' ::: x""",
        """{tool} -k --tagstring '{#}:{.}' echo ::: a.x "it's  b" """,
        """{tool} -k --tagstring '{2}\t{1/}' --tag echo ::: d/a ::: 1""",
        """{tool} -v -j1 'echo {}; echo e >&2' ::: a 'b  c'""",
        """{tool} -t -j1 echo ::: a 'b  c' 2>&1 >/dev/null | grep ^echo""",
        """{tool} --verbose -j1 echo ::: a b 2>/dev/null""",
        """{tool} --bar -k echo ::: a b""",
        """{tool} --eta -k echo ::: a b""",
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public Task Looks_alike(string line) => Comparison.Agree(line);
}
