namespace Flyball.AcceptanceTests.Differential;

/// <summary>What shells make of values and commands, and how command lines are shown.</summary>
public sealed class QuotingTests
{
    public static TheoryData<string> Lines { get; } =
    [
        """{tool} -k printf '%s\\n' ::: 'a  b' '$HOME' '$(id)' '`id`' "it's" '"q"' '*' '\' 'a\nb' '~' '!x' '#x' ';' '&' '|' '<>' '(' '{a,b}' '[a]' '?'""",
        """{tool} -k printf '[%s]\\n' ::: ü 'ä ö' 日本 $'a\tb' $'\r' ' ' ''""",
        """printf 'a\nb\0\nc\0' | {tool} -k -0 printf '[%s]'""",
        """printf '\377\n' | {tool} -k printf %s | od -An -tx1""",
        """{tool} -k echo x {} -- -n ::: -e""",
        """{tool} -k echo {} '|' tr a-z A-Z ::: a 'b  c'""",
        """{tool} -k 'echo {} > out{#}; cat out{#}' ::: a 'b  c'""",
        """{tool} -k 'test {} = a && echo yes || echo no' ::: a b""",
        """{tool} -k echo 'a  b' '$((1+2))' {} ';' echo x ::: 'c  d'""",
        """{tool} -k -q echo 'a  b' '$HOME' '{}' ';' '*' ::: 'c  d' "it's" """,
        """{tool} -k --quote echo 'a{}b' "it's {}" ::: 'x  y' "q'q" """,
        """{tool} -k -q sh -c 'echo "$1"-$2' x '{}' y ::: 'c  d'""",
        """{tool} -j1 --dry-run echo {} x ::: a 'b c' '$x' "it's" "'" '*' '' é '"' '\' '~' ',' '%' '@' ':' '=' '+' '-' '.' '/' '_'""",
        """{tool} -j1 --dry-run 'echo {} | cat >{.}' ::: 'a b.c'""",
        """{tool} -j1 --dry-run '{} y' ::: 'a b;c'""",
        """{tool} -j1 --dry-run --tag --joblog log echo ::: a b""",
        """{tool} -j1 --dry-run -X echo a{}b ::: 1 '2 3'""",
        """printf 'a\nb\0' | {tool} -0 -j1 --dry-run echo""",
        """PARALLEL_SHELL=/bin/bash {tool} -k 'echo $0 $((BASH_VERSINFO > 3)) {}' ::: a""",
        """FOO='b  c' {tool} -k --env FOO 'echo "$FOO" {}' ::: a""",
        """mkdir sub; {tool} -k --wd sub 'echo {} > made; cat ../nums' ::: a""",
        """{tool} -k --workdir / 'pwd; echo' ::: a""",
        """mkdir s1 s2; {tool} -k --wd {} 'pwd | sed "s,.*/,,"; echo' ::: s1 s2""",
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public Task Mean_the_same_to_the_shell(string line) => Comparison.Agree(line);
}
