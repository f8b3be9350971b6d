using Flyball.Cli.CommandLine;
using Flyball.Cli.Configuration;
using Flyball.Cli.Rendering;
using Flyball.Cli.Templates;

namespace Flyball.Tests.Cli.Configuration;

public sealed class DefaultOptionsTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("flyball-test-").FullName;
    readonly Dictionary<string, string> _environment = [];

    string Path => System.IO.Path.Combine(_folder, "c.toml");

    public DefaultOptionsTests() => _environment["FLYBALL_CONFIG"] = Path;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    DefaultOptions Defaults => new(_environment.GetValueOrDefault);

    RunArguments Run(params string[] words) => RunOptions.Parse(words, Defaults.Read).ShouldNotBeNull();

    void Config(string text) => File.WriteAllText(Path, text);

    string Error(params string[] words) => Should.Throw<UsageException>(() => Run(words)).Message;

    [Fact]
    public void The_command_line_comes_after_the_variable_and_that_after_the_file()
    {
        Config("[run]\njobs = 2\ncores = 2\nmemory = '2G'\nulimit = 'core=0'\nungroup = true\n");
        _environment["FLYBALL_OPTIONS"] = "-j3 --cores 3 --ulimit nofile=9";
        RunArguments run = Run("-j4", "--group", "--ulimit", "stack=1M", "echo");
        run.Admission.MaxRunning.ShouldBe(new JobCount(4));
        run.Admission.Request.Cores!.Value.ShouldBe(3);
        run.Admission.Request.Memory!.Value.ToString().ShouldBe("2 GiB");
        run.Output.Mode.ShouldBe(OutputMode.Grouped);
        run.Processes.Limits.Length.ShouldBe(3);
        Run("echo").Output.Mode.ShouldBe(OutputMode.Ungrouped);
        Run("--no-ungroup", "echo").Output.Mode.ShouldBe(OutputMode.Grouped);
    }

    [Fact]
    public void Plain_ignores_both_whatever_they_hold()
    {
        Config("garbage");
        _environment["FLYBALL_OPTIONS"] = "'";
        Run("--plain", "echo").Admission.MaxRunning.ShouldBeNull();
        RunOptions.Parse(["--help"], Defaults.Read).ShouldBeNull();
    }

    [Theory]
    [InlineData("--joblog 'x", "FLYBALL_OPTIONS: at character 10: the quote ' is not closed")]
    [InlineData("--nonsense", "FLYBALL_OPTIONS: unknown option '--nonsense'")]
    [InlineData("-j", "FLYBALL_OPTIONS: option '-j' needs a value")]
    [InlineData("-j x", "FLYBALL_OPTIONS: option '--jobs': 'x' is neither a number of jobs nor a file that holds one")]
    [InlineData("-j 1 echo", "FLYBALL_OPTIONS: 'echo' is no option")]
    [InlineData("--file jobs.yaml", "FLYBALL_OPTIONS: '--file' has a meaning on the command line only")]
    [InlineData("--plain", "FLYBALL_OPTIONS: '--plain' has a meaning on the command line only")]
    [InlineData("-uh", "FLYBALL_OPTIONS: '--help' has a meaning on the command line only")]
    public void A_wrong_word_of_the_variable_is_told_with_its_place(string text, string error)
    {
        Config("");
        _environment["FLYBALL_OPTIONS"] = text;
        Error("echo").ShouldBe(error);
    }

    [Fact]
    public void A_wrong_value_of_the_file_is_told_with_its_place()
    {
        Config("[run]\n\njobs = 'x'\n");
        Error("-j", "4", "echo").ShouldBe($"{Path}:3:8: option '--jobs': 'x' is neither a number of jobs nor a file that holds one");
        Error("-j", "x", "echo").ShouldBe("option '--jobs': 'x' is neither a number of jobs nor a file that holds one");
    }

    [Fact]
    public void A_file_that_was_named_must_be_there() => Error("echo").ShouldBe($"{Path}: the config file cannot be read: there is no such file");

    [Fact]
    public void A_file_without_end_is_no_config_file()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("there is no /dev/zero on this system");
        _environment["FLYBALL_CONFIG"] = "/dev/zero";
        Error("echo").ShouldBe("/dev/zero: the config file is longer than 1 MiB");
    }

    [Fact]
    public void A_folder_is_no_file()
    {
        _environment["FLYBALL_CONFIG"] = _folder;
        Error("echo").ShouldBe($"{_folder}: the config file cannot be read: it is a folder");
    }

    [Theory]
    [InlineData("/x/flyball/config.toml", "XDG_CONFIG_HOME=/x", "HOME=/h")]
    [InlineData("/h/.config/flyball/config.toml", "HOME=/h/")]
    [InlineData("/h/.config/flyball/config.toml", "XDG_CONFIG_HOME=x", "HOME=/h")]
    [InlineData("/h/.config/flyball/config.toml", "XDG_CONFIG_HOME=", "HOME=/h", "FLYBALL_CONFIG=")]
    [InlineData("c", "XDG_CONFIG_HOME=/x", "FLYBALL_CONFIG=c")]
    [InlineData(null)]
    public void The_file_is_where_the_environment_says(string? path, params string[] environment) =>
        ConfigurationPath.Find(name => environment.FirstOrDefault(pair => pair.StartsWith(name + "="))?[(name.Length + 1)..]).Path.ShouldBe(path);

    [Fact]
    public void Without_a_file_and_a_variable_nothing_is_given()
    {
        _environment["FLYBALL_CONFIG"] = "";
        _environment["HOME"] = _folder;
        Run("echo").Admission.MaxRunning.ShouldBeNull();
    }

    [Fact]
    public void What_holds_is_shown_with_where_it_comes_from()
    {
        Config("[run]\naggressiveness = 'polite'\njobs = 8\nulimit = ['core=0',\n 'nofile=9']\nungroup = true\n");
        _environment["FLYBALL_OPTIONS"] = "--memory-reserve 2G -j 3 --joblog 'my\tlog'";
        _environment["SHELL"] = "/bin/sh";
        string[] lines = [.. ConfigView.Lines(Report()).Select(line => line.Replace(Path, "c.toml"))];
        lines.ShouldBe(
        [
            "config file: c.toml",
            "--aggressiveness  polite    c.toml:2",
            "--ulimit          core=0    c.toml:4",
            "--ulimit          nofile=9  c.toml:5",
            "--ungroup         yes       c.toml:6",
            "--memory-reserve  2G        FLYBALL_OPTIONS",
            "--jobs            3         FLYBALL_OPTIONS",
            "--joblog          my?log    FLYBALL_OPTIONS",
            "--cpu-target      100%      default",
            "--policy          governor  default",
            "--nice            15        default",
            "shell             /bin/sh   SHELL",
        ]);
    }

    [Fact]
    public void Without_anything_the_defaults_are_shown_and_where_a_file_could_be()
    {
        _environment["FLYBALL_CONFIG"] = "";
        _environment["HOME"] = "/nonexistent";
        ConfigView.Lines(Report()).ShouldBe(
        [
            "config file: /nonexistent/.config/flyball/config.toml (does not exist)",
            "--aggressiveness  balanced                        default",
            "--cpu-target      100%                            default",
            "--memory-reserve  6%                              default",
            "--policy          governor                        default",
            "--nice            10                              default",
            "--jobs            as the load allows, at most 64  default",
            "shell             /bin/sh                         default",
        ]);
    }

    [Fact]
    public void Programs_read_it_as_JSON()
    {
        _environment["FLYBALL_CONFIG"] = "";
        ConfigView.Json(new("/c.toml", true, [new("--jobs", "3", new("/c.toml", 3, 8)), new("--ungroup", "yes", new("FLYBALL_OPTIONS")), new("--policy", "governor", null)])).ShouldBe(
            """{"file":"/c.toml","fileExists":true,"settings":[{"name":"--jobs","value":"3","origin":"/c.toml","line":3},{"name":"--ungroup","value":"yes","origin":"FLYBALL_OPTIONS"},{"name":"--policy","value":"governor","origin":"default"}]}""");
    }

    ConfigReport Report()
    {
        (IReadOnlyList<GivenOption> inForce, RunArguments arguments) = RunOptions.ReadDefaults(Defaults.Read);
        Setting shell = ConfigReport.ShellSetting(_environment.GetValueOrDefault, Shell.Default);
        return new(Defaults.File.Path, File.Exists(Defaults.File.Path), ConfigReport.For(inForce, arguments, shell, usualCap: 64));
    }
}
