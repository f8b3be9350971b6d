using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>What the README shows is what happens.</summary>
public sealed class ReadmeTests
{
    static readonly string s_readme = File.ReadAllText(Path.Combine(BuiltPrograms.RepositoryRoot, "README.md"));

    /// <summary>The command lines of the section "Examples".</summary>
    public static TheoryData<string> Examples => [.. Section("## Examples").Split('\n').Where(line => line.StartsWith("$ ")).Select(line => line[2..])];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_does_what_it_is_there_for(string command)
    {
        using TemporaryFolder folder = new();
        foreach (string name in (string[])["a.txt", "b c.txt", "names.txt"]) folder.File(name, "one\ntwo\n");
        string line = $"PATH={Path.GetDirectoryName(BuiltPrograms.Tool)}:$PATH; {command}";
        ToolResult result = await new FlyballTool { Folder = folder.Path, Through = [Requirement.Program("bash"), "-c", line] }.RunAsync();
        result.ShouldExitWith(0);
        if (command.Contains("flyball run")) result.Error.ShouldMatch(@"flyball: [1-9]\d* succeeded in ");
    }

    [Fact]
    public void There_are_examples_of_both_commands()
    {
        Examples.Count.ShouldBeGreaterThan(8);
        Examples.ShouldContain(example => example.Data.StartsWith("flyball load"));
    }

    [Fact]
    public void The_program_in_it_is_the_sample_that_is_run_by_a_test()
    {
        string sample = File.ReadAllText(Path.Combine(BuiltPrograms.RepositoryRoot, "samples/processes.cs"));
        string shown = Section("## In a program").Split("```csharp\n")[1].Split("```")[0];
        sample.ShouldContain(shown.TrimEnd());
    }

    static string Section(string title) => s_readme.Split(title + "\n")[1].Split("\n## ")[0];
}
