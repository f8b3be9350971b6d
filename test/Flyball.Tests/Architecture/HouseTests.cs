using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Flyball.Tests.Architecture;

/// <summary>docs/architecture.md draws the house as it is.</summary>
public sealed partial class HouseTests
{
    static readonly string s_root = Path.GetFullPath(Path.Combine(Folder(), "..", "..", ".."));
    static readonly string s_text = File.ReadAllText(Path.Combine(s_root, "docs", "architecture.md"));

    static string[] Sources => Directory.GetFiles(Path.Combine(s_root, "src"), "*.cs", SearchOption.AllDirectories);

    [Theory]
    [InlineData("Flyball")]
    [InlineData("Flyball.Cli")]
    public void Each_file_and_each_folder_at_the_top_of_a_project_is_in_it(string project)
    {
        string folder = Path.Combine(s_root, "src", project);
        IEnumerable<string> files = Directory.GetFiles(folder, "*.cs").Select(Path.GetFileName).Select(name => name!.StartsWith("JobController.", StringComparison.Ordinal) ? name["JobController".Length..] : name);
        IEnumerable<string> folders = Directory.GetDirectories(folder).Select(Path.GetFileName).Where(name => name is not ("bin" or "obj")).Select(name => name + "/");
        string[] all = [.. files, .. folders];
        all.Length.ShouldBeGreaterThan(8);
        all.Where(name => !s_text.Contains(name, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Each_source_file_that_it_names_exists()
    {
        string[] named = [.. SourceFile().Matches(s_text).Select(match => match.Value)];
        named.Length.ShouldBeGreaterThan(15);
        named.Where(name => !Sources.Any(source => source.EndsWith(name, StringComparison.Ordinal)) && !File.Exists(Path.Combine(s_root, name))).ShouldBeEmpty();
    }

    [GeneratedRegex(@"[\w/.-]+\.cs\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SourceFile();

    static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
