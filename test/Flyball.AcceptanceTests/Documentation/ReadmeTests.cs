using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests.Documentation;

/// <summary>The README's program is one that works. Its commands are run with those of the other pages.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void The_program_in_it_is_the_sample_that_is_run_by_a_test()
    {
        string readme = File.ReadAllText(Path.Combine(BuiltPrograms.RepositoryRoot, "README.md"));
        string sample = File.ReadAllText(Path.Combine(BuiltPrograms.RepositoryRoot, "samples/processes.cs"));
        string shown = readme.Split("## In a program\n")[1].Split("```csharp\n")[1].Split("```")[0];
        sample.ShouldContain(shown.TrimEnd());
    }
}
