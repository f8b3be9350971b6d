using System.Runtime.CompilerServices;
using Flyball.Cli.CommandLine;

namespace Flyball.Tests.Cli.CommandLine;

public sealed class HelpTextTests
{
    [Theory]
    [InlineData("main")]
    [InlineData("run")]
    [InlineData("load")]
    public void Help_is_as_agreed(string name) => Text(name).ShouldBe(File.ReadAllText(Path.Combine(Folder(), $"help-{name}.txt")));

    [Theory]
    [InlineData("main")]
    [InlineData("run")]
    [InlineData("load")]
    public void Help_fits_a_terminal_of_80_columns(string name) => Text(name).Split('\n').Max(line => line.Length).ShouldBeLessThanOrEqualTo(80);

    [Fact]
    public void Every_option_of_run_is_explained() =>
        RunOptions.Groups.SelectMany(group => group.Options).ShouldAllBe(option => option.Description!.Length > 0 && HelpText.Run.Contains(option.Name));

    static string Text(string name) => name switch { "main" => HelpText.Main, "run" => HelpText.Run, _ => HelpText.Load };

    static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
