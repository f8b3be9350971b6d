namespace Flyball.AcceptanceTests.Differential;

/// <summary>Where values come from, how they are combined and told apart.</summary>
public sealed class SourceTests
{
    public static TheoryData<string> Lines { get; } =
    [
        """seq 3 | {tool} -k echo""",
        """{tool} -k echo {1}-{2} ::: a b ::: 1 2""",
        """{tool} -k echo {2} {1} {3} ::: a b ::: 1 2 3 ::: x y""",
        """{tool} -k echo ::: a b :::: nums""",
        """{tool} -k --arg-file abc echo ::: 1 2""",
        """{tool} -k -aabc --arg-file=nums echo""",
        """printf '5\n6\n' | {tool} -k -a - -a nums echo""",
        """printf 'x\ny\n' | {tool} -j1 'cat; echo {}' :::: abc""",
        """{tool} -k echo ::: a b c :::+ 1 2""",
        """{tool} -k echo ::: a b :::+ 1 2 3 ::: x y""",
        """{tool} -k echo ::: a b ::: x y :::+ 1 2""",
        """{tool} -k echo :::: abc ::::+ nums""",
        """{tool} -k --link echo {2}{1} ::: a b c ::: 1 2 ::: x""",
        """{tool} -k echo {} :::""",
        """printf 'a\n\n b  c \r\n\nlast' | {tool} -k echo '[{}]' | od -An -c""",
        """{tool} -k echo x </dev/null""",
        """printf 'a\n\n  \nb' | {tool} -k -r echo '[{}] {#}'""",
        """printf 'a\0b  c\n\0\0d' | {tool} -k -0 echo '[{}]'""",
        """printf 'a,b,,c\n' | {tool} -k -d , echo '[{}]'""",
        """printf 'a\tb c\t' | {tool} -k -d '\t' echo '[{}]'""",
        """printf 'a\n\nb\nc\n\nd\n' | {tool} -k -d '\n\n' echo '[{}]'""",
        """printf 'aENDbEND' | {tool} -k -d END echo '[{}]'""",
        """printf ' a \n\tb c\t\n' | {tool} -k --trim l echo '[{}]'""",
        """printf ' a \n\tb c\t\n' | {tool} -k --trim lr echo '[{}]'""",
        """{tool} -j1 --shuf echo ::: 1 2 3 4 5 | sort""",
        """{tool} -k -E b echo ::: a b c""",
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public Task Give_the_same_values(string line) => Comparison.Agree(line);
}
