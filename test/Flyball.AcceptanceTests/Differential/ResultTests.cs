namespace Flyball.AcceptanceTests.Differential;

/// <summary>Output that goes to files: the files are compared.</summary>
public sealed class ResultTests
{
    public static TheoryData<string> Lines { get; } =
    [
        """{tool} -j1 --results out 'echo {}; echo err{} >&2; true' ::: a 'b  c' d/e 'f\g' é""",
        """{tool} -j1 --results out 'echo {}; exit 3' ::: a b ::: 1 2""",
        """{tool} -j1 --header : --results out echo {f}{g} ::: f a ::: g 1 2""",
        """{tool} -j1 --colsep , --results out/ echo {2} :::: table.csv""",
        """{tool} -j1 --results 'out/{1}-{2}' 'echo {}; echo e >&2' ::: a b ::: 1""",
        """{tool} -j1 --results 'out/{#}/' echo {} ::: a b""",
        """{tool} -j1 --results out --joblog log 'echo {#}' ::: a b""",
        """{tool} -j1 --results out ::: 'echo a' 'echo b | cat'""",
        """{tool} -j1 --results out --resume echo ::: a; {tool} -j1 --results out --resume echo x ::: a b""",
        """{tool} -j1 --results x.csv 'echo {}; echo err >&2; exit 3' ::: a 'b,"c"' '' 1""",
        """{tool} -j1 --header : --results x.csv echo {f}{g} ::: f a ::: g 1 2""",
        """{tool} -j1 --results x.tsv 'echo {}; echo err >&2' ::: a 'b,"c"' ::: 1""",
        """{tool} -j1 --results -.csv 'echo {}; echo err >&2' ::: a 'b c' | cut -d, -f1,2,5-""",
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public Task Are_the_same_files(string line) => Comparison.Agree(line);
}
