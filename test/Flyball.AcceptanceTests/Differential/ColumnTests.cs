using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests.Differential;

/// <summary>Values that have columns, and columns that have names.</summary>
public sealed class ColumnTests
{
    public static TheoryData<string> Lines { get; } =
    [
        """printf 'a b\nc\n' | {tool} -k -C ' ' echo '{2} {1}'""",
        """printf 'a , b\nc,d\n' | {tool} -k --colsep , echo '[{2}] [{1}] [{}]'""",
        """printf 'a , b\nc,d\n' | {tool} -k --colsep , --trim n echo '[{2}] [{1}]'""",
        """printf 'a  b\tc\n' | {tool} -k --colsep '\s+' echo '[{3}] [{1}] [{}]'""",
        """printf 'a\tb c\n' | {tool} -k --colsep '\t' echo '[{2}] [{-1}] [{}]'""",
        """printf 'a,b,\n,c\n' | {tool} -k --colsep , echo '[{1}] [{2}] [{3}]'""",
        """{tool} -k --colsep , echo {1} {3} {2} :::: table.csv ::: u v""",
        """{tool} -k --colsep , -N2 echo {4} {3} {2} {1} :::: table.csv""",
        """{tool} -k --header : --colsep '\t' echo {size}-{name} {1} :::: named.tsv""",
        """{tool} -k --header : echo {name} {size} {} :::: named.tsv""",
        """{tool} -k --header : echo {f.} {g/} {g//} {g/.} {1} ::: f a.x b ::: g d/1.y""",
        """{tool} -k --header : echo {abc} {num} :::: abc ::: num 1 2""",
        """{tool} -k --header : echo '{a b}' ::: 'a b' x""",
        """{tool} -k --header : echo '{nope} {}' ::: f a""",
        """{tool} -k --header : --tag echo {f} ::: f a b""",
    ];

    /// <summary>Those for which GNU parallel needs a module of Perl.</summary>
    public static TheoryData<string> QuotedLines { get; } =
    [
        """{tool} -k --csv echo '[{2}] [{1}]' :::: quoted.csv""",
        """printf 'n,m\na,"b,c"\n' | {tool} -k --csv --header : echo '[{m}] [{n}] [{}]'""",
        """printf 'a;"b;c"\n' | {tool} -k --csv --colsep ';' echo '[{2}] [{1}]'""",
        """printf ' a,b \n,\n' | {tool} -k --csv echo '[{1}][{2}]'""",
    ];

    [Theory]
    [MemberData(nameof(QuotedLines))]
    public Task Are_told_apart_alike_where_they_are_quoted(string line)
    {
        Requirement.Need("libtext-csv-perl");
        return Comparison.Agree(line);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public Task Are_told_apart_alike(string line) => Comparison.Agree(line);
}
