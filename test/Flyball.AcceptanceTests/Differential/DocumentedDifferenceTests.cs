using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests.Differential;

/// <summary>Where Flyball differs from GNU parallel on purpose the manual shows a command line and says why; each is run, and must differ.</summary>
public sealed class DocumentedDifferenceTests
{
    const string Start = "| `";

    static readonly string s_manual = File.ReadAllText(Path.Combine(BuiltPrograms.RepositoryRoot, "docs/coming-from.md"));

    /// <summary>The command lines of the table in the section on GNU parallel, as a user of it writes them.</summary>
    public static TheoryData<string> Lines =>
    [
        .. s_manual.Split("## GNU parallel\n")[1].Split("\n## ")[0].Split('\n')
            .Where(row => row.StartsWith(Start))
            .Select(row => row[Start.Length..row.IndexOf("` |", StringComparison.Ordinal)].Replace("\\|", "|")),
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public Task What_the_manual_calls_different_is(string line) => Comparison.Differ(line.Replace("parallel ", "{tool} "));

    [Fact]
    public void The_table_of_differences_is_found() => Lines.Count.ShouldBeGreaterThan(4);
}
