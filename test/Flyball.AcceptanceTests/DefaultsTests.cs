using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>Options that hold without being given on the command line.</summary>
public sealed class DefaultsTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    Task<ToolResult> Run(string options, params string[] words) => new FlyballTool
    {
        Folder = _folder.Path,
        Environment = new Dictionary<string, string> { ["FLYBALL_CONFIG"] = "", ["XDG_CONFIG_HOME"] = _folder.Path, ["FLYBALL_OPTIONS"] = options },
    }.RunAsync(words);

    void Config(string text)
    {
        Directory.CreateDirectory(_folder.File("flyball"));
        _folder.File("flyball/config.toml", text);
    }

    [Fact]
    public async Task What_has_no_meaning_for_a_job_file_is_no_obstacle_to_one()
    {
        _folder.File("jobs.yaml", "jobs: [{ command: echo a }]");
        (await Run("--shuf", "run", "--file", "jobs.yaml", "--joblog", "log", "--resume")).ShouldExitWith(0).Output.ShouldBe("a\n");
    }

    [Fact]
    public async Task The_file_and_the_variable_hold_for_a_run()
    {
        Config("[run]\njoblog = 'a log'\nulimit = ['core=0']\n");
        ToolResult result = await Run("--ulimit 'nofile=77'", "run", "until [ \"$(ulimit -c) $(ulimit -n)\" = '0 77' ]; do :; done; echo", ":::", "x");
        result.ShouldExitWith(0).Lines.ShouldBe(["x"]);
        File.ReadAllLines(_folder.File("a log")).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Plain_ignores_them()
    {
        Config("[run]\nnonsense = 1\n");
        (await Run("--nonsense", "run", "--plain", "echo", ":::", "x")).ShouldExitWith(0).Lines.ShouldBe(["x"]);
    }

    [Theory]
    [InlineData("[run]\njobs = x\n", "")]
    [InlineData("[run]\njbos = 1\n", "")]
    [InlineData("[run]\njobs = 'x'\n", "")]
    [InlineData("", "--jbos 1")]
    [InlineData("", "-j x")]
    [InlineData("", "echo")]
    public async Task A_mistake_in_them_starts_nothing_and_says_where_it_is(string config, string options)
    {
        Config(config);
        ToolResult result = await Run(options, "run", "touch", ":::", "started");
        result.ShouldExitWith(255).Output.ShouldBeEmpty();
        result.Error.ShouldMatch($"^error: ({_folder.File("flyball/config.toml")}:2:[0-9]+|FLYBALL_OPTIONS): [^\n]+\nhint: [^\n]+\n$");
        File.Exists(_folder.File("started")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("joblog", "cannot write")]
    [InlineData("checkpoint", "cannot use")]
    [InlineData("events", "cannot write")]
    [InlineData("record", "cannot write")]
    [InlineData("results", "cannot write")]
    [InlineData("arg-file", "cannot read")]
    [InlineData("wd", "cannot make")]
    public async Task A_file_of_theirs_that_cannot_be_used_is_told_with_the_place_where_it_was_named(string option, string problem)
    {
        string file = _folder.File("a file", ""), inside = $"{file}/inside";
        Config($"[run]\n{option} = '{inside}'\n");
        (await Run("", "run", "echo", ":::", "a")).ShouldExitWith(255).Error.ShouldMatch($"^error: {_folder.File("flyball/config.toml")}:2:[0-9]+: option '--{option}': {problem} [^\n]*'{inside}'[^\n]*\nhint: [^\n]+\n$");
        (await Run($"--{option} '{inside}'", "run", "--plain", "echo", ":::", "a")).ShouldExitWith(0).Output.ShouldBe("a\n");
        Config("");
        (await Run($"--{option} '{inside}'", "run", "echo", ":::", "a")).ShouldExitWith(255).Error.ShouldStartWith($"error: FLYBALL_OPTIONS: option '--{option}': {problem} ");
    }

    [Fact]
    public async Task Of_several_values_it_is_the_wrong_one_that_is_told_with_its_place()
    {
        (await Run("--joblog fine", "run", "--joblog", "/dev/null/log", "echo", ":::", "a")).ShouldExitWith(255).Error.ShouldStartWith("error: option '--joblog': cannot write ");
        string values = _folder.File("values", "a\n");
        (await Run("-a missing", "run", "-a", values, "echo")).ShouldExitWith(255).Error.ShouldStartWith("error: FLYBALL_OPTIONS: option '--arg-file': cannot read 'missing': ");
        (await Run($"-a '{values}'", "run", "-a", "missing", "echo")).ShouldExitWith(255).Error.ShouldStartWith("error: option '--arg-file': cannot read 'missing': ");
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_an_error()
    {
        Directory.CreateDirectory(_folder.File("flyball/config.toml"));
        (await Run("", "run", "echo", ":::", "x")).ShouldExitWith(255).Error.ShouldBe(
            $"error: {_folder.File("flyball/config.toml")}: the config file cannot be read: it is a folder\nhint: 'flyball run --plain' ignores it\n");
    }

    [Fact]
    public async Task Config_shows_what_holds_and_who_said_so()
    {
        Config("[run]\naggressiveness = 'polite'\n");
        string[] lines = (await Run("-j 3", "config")).ShouldExitWith(0).Lines;
        lines[0].ShouldBe($"config file: {_folder.File("flyball/config.toml")}");
        lines.ShouldContain($"--aggressiveness  polite    {_folder.File("flyball/config.toml")}:2");
        lines.ShouldContain("--jobs            3         FLYBALL_OPTIONS");
        lines.ShouldContain("--nice            15        default");
        (await Run("", "config", "--json")).ShouldExitWith(0).Output.ShouldStartWith($"{{\"file\":\"{_folder.File("flyball/config.toml")}\",\"fileExists\":true,\"settings\":[{{");
    }
}
