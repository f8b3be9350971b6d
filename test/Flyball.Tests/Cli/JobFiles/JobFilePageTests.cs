using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Flyball.Tests.Cli.JobFiles;

/// <summary>The examples of <c>docs/job-file.md</c> are job files.</summary>
public sealed partial class JobFilePageTests
{
    static string Page([CallerFilePath] string here = "") => File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../../../docs/job-file.md"));

    public static TheoryData<string, string> Examples
    {
        get
        {
            TheoryData<string, string> examples = [];
            foreach (Match block in Block().Matches(Page())) examples.Add(block.Groups["kind"].Value == "yaml" ? "a.yaml" : "a.jsonl", block.Groups["text"].Value);
            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Each_example_can_be_read(string name, string text) => JobText.Read(text, name).Jobs.Length.ShouldBeGreaterThan(1);

    [Fact]
    public void There_are_examples() => Examples.Count.ShouldBe(3);

    [Fact]
    public void Each_key_is_explained() =>
        Flyball.Cli.JobFiles.Keys.Job.Concat(Flyball.Cli.JobFiles.Keys.File).Where(key => !Page().Contains($"| `{key}` |", StringComparison.Ordinal)).ShouldBeEmpty();

    [GeneratedRegex(@"^```(?<kind>yaml|json)\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();
}
