using System.Runtime.CompilerServices;
using Flyball.Cli.CommandLine;

namespace Flyball.Tests.Cli.CommandLine;

public sealed class HelpTextTests
{
    /// <summary>The names of the golden files.</summary>
    public static TheoryData<string> All => ["main", "run", "run-all", "replay", "load", "why", "config", "history", "completion"];

    [Theory]
    [MemberData(nameof(All))]
    public void Help_is_as_agreed(string name) => Text(name).ShouldBe(File.ReadAllText(Path.Combine(Folder(), $"help-{name}.txt")));

    [Theory]
    [MemberData(nameof(All))]
    public void Help_fits_a_terminal_of_80_columns(string name) => Text(name).Split('\n').Max(line => line.Length).ShouldBeLessThanOrEqualTo(80);

    [Fact]
    public void Every_option_of_run_is_explained() =>
        RunOptions.Groups.SelectMany(group => group.Options).ShouldAllBe(option => option.Description!.Length > 0 && (option.Hidden || HelpText.RunAll.Contains(option.Name)));

    [Fact]
    public void Options_without_effect_are_not_shown() => HelpText.RunAll.ShouldNotContain("--will-cite");

    [Fact]
    public void The_short_help_of_run_fits_a_screen_and_says_where_the_rest_is()
    {
        HelpText.Run.Split('\n').Length.ShouldBeLessThan(64);
        HelpText.Run.ShouldContain(" more options: 'flyball run --help all'.\n");
    }

    [Fact]
    public void The_main_help_names_every_command() => ToolCommand.All.ShouldAllBe(command => HelpText.Main.Contains($"\n  flyball {command.Name} "));

    static string Text(string name) => name switch
    {
        "main" => HelpText.Main,
        "run" => HelpText.Run,
        "run-all" => HelpText.RunAll,
        "replay" => HelpText.Replay,
        "load" => HelpText.Load,
        "why" => HelpText.Why,
        "config" => HelpText.Config,
        "history" => HelpText.History,
        _ => HelpText.Completion,
    };

    static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
