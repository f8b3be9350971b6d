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

    [Theory]
    [InlineData("--jobs", "-j", "-P", "--aggressiveness", "--cpu-target", "--memory-reserve", "--policy", "--cores", "--memory", "--duration", "--arg-file", "-a", "--joblog", "--help", "-h", "--timeout", "--term-seq", "--nice", "--io-priority", "--cpu-list", "--ulimit", "--ungroup", "-u", "--group")]
    public void Every_option_of_run_is_explained(params string[] options) => options.ShouldAllBe(option => HelpText.Run.Contains(option));

    static string Text(string name) => name switch { "main" => HelpText.Main, "run" => HelpText.Run, _ => HelpText.Load };

    static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
