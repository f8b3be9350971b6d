using System.Text.Json;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests.History;

/// <summary>The tool remembers what jobs needed.</summary>
public sealed class HistoryTests : IDisposable
{
    readonly TemporaryFolder _home = new();

    FlyballTool Tool => new() { Environment = new Dictionary<string, string> { ["FLYBALL_HOME"] = Path.Combine(_home.Path, "state") } };

    string FilePath => Path.Combine(_home.Path, "state", "history.db");

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_run_is_learned_from_and_listed_and_forgotten()
    {
        (await Tool.RunAsync("history")).ShouldExitWith(0).Output.ShouldBe("nothing was learned yet\n");
        (await Tool.RunAsync("run", "sleep", ":::", "0.1", "0.2")).ShouldExitWith(0).Error.ShouldStartWith("flyball: 2 succeeded");
        string table = (await Tool.RunAsync("history")).ShouldExitWith(0).Output;
        table.Split('\n')[1].ShouldEndWith("  sleep {}");
        JsonElement json = JsonDocument.Parse((await Tool.RunAsync("history", "--json")).ShouldExitWith(0).Output).RootElement;
        (json.GetProperty("template").GetString(), json.GetProperty("runs").GetInt32()).ShouldBe(("sleep {}", 2));
        json.GetProperty("seconds").GetProperty("max").GetDouble().ShouldBeInRange(0.2, 30);
        (await Tool.RunAsync("history", "forget", "sleep", "{}")).ShouldExitWith(0).Output.ShouldBe("forgotten: 1 template\n");
        (await Tool.RunAsync("history", "forget", "sleep", "{}")).ShouldExitWith(255).Error.ShouldContain("error: nothing was learned of 'sleep {}'");
    }

    [Fact]
    public async Task Its_folder_is_the_owners_alone()
    {
        await Tool.RunAsync("run", "true", ":::", "1");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Path.GetDirectoryName(FilePath)!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Theory]
    [InlineData("mkdir -p state/history.db", "it is a folder")]
    [InlineData("mkdir state; ln -s history.db state/history.db", "it cannot be opened")]
    public async Task What_cannot_be_forgotten_is_an_error(string made, string reason)
    {
        FlyballTool tool = Tool with { Folder = _home.Path, Through = ["sh", "-c", $"{made}; exec \"$@\"", "sh"] };
        (await tool.RunAsync("history", "forget", "--all")).ShouldExitWith(255).Error.ShouldMatch($"^error: what was learned [^\n]+/history.db: {reason}\nhint: [^\n]+\n$");
    }

    [Fact]
    public async Task A_folder_whose_name_is_not_UTF8_is_no_place_and_none_of_another_name_is_made()
    {
        FlyballTool tool = new() { Folder = _home.Path, Through = ["sh", "-c", "HOME=$PWD/$(printf '\\377') FLYBALL_HOME= XDG_STATE_HOME=; export HOME FLYBALL_HOME XDG_STATE_HOME; exec \"$@\"", "sh"] };
        (await tool.RunAsync("run", "echo", ":::", "a")).ShouldExitWith(0).Output.ShouldBe("a\n");
        Directory.GetFileSystemEntries(_home.Path).ShouldBeEmpty();
        (await tool.RunAsync("history")).ShouldExitWith(255).Error.ShouldStartWith("error: there is no folder in which anything could be kept\nhint: ");
    }

    [Theory]
    [InlineData("--no-history")]
    [InlineData("--dry-run")]
    public async Task Nothing_is_kept_where_it_is_not_wanted(string option)
    {
        (await Tool.RunAsync("run", option, "true", ":::", "1")).ShouldExitWith(0);
        File.Exists(FilePath).ShouldBeFalse();
    }

    [Fact]
    public async Task Jobs_of_a_template_are_learned_together()
    {
        await Tool.RunAsync("run", "--template", "naps", "sleep", ":::", "0");
        await Tool.RunAsync("run", "--template", "naps", "true", ":::", "0");
        JsonDocument.Parse((await Tool.RunAsync("history", "--json")).Output).RootElement.GetProperty("runs").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_full_disk_is_told_once_and_the_run_goes_on()
    {
        Requirement.Need("root", "mount");
        using SmallDisk disk = await SmallDisk.MountAsync("64k");
        disk.Fill();
        FlyballTool tool = new() { Environment = new Dictionary<string, string> { ["FLYBALL_HOME"] = disk.Path } };
        (await tool.RunAsync("run", "-k", "echo", ":::", "a", "b")).ShouldExitWith(0).Output.ShouldBe("a\nb\n");
        (await tool.RunAsync("run", "echo", ":::", "a")).Error.ShouldMatch($"^flyball: what was learned in earlier runs cannot be used: {disk.Path}/history.db: the disk is full\nflyball: 1 succeeded in [^\n]*\n$");
    }

    [Fact]
    public async Task A_disk_that_cannot_be_written_is_told_once_and_the_run_goes_on()
    {
        Requirement.Need("root", "mount");
        using SmallDisk disk = await SmallDisk.MountAsync("1m");
        FlyballTool tool = new() { Environment = new Dictionary<string, string> { ["FLYBALL_HOME"] = disk.Path } };
        (await tool.RunAsync("run", "true", ":::", "a")).ShouldExitWith(0);
        await disk.MakeReadOnlyAsync();
        ToolResult result = await tool.RunAsync("run", "-k", "echo", ":::", "a", "b");
        result.ShouldExitWith(0).Output.ShouldBe("a\nb\n");
        result.Error.ShouldMatch($"^flyball: what was learned in earlier runs cannot be used: {disk.Path}/history.db: it cannot be [^\n]*\nflyball: 2 succeeded in [^\n]*\n$");
    }

    [Fact]
    public async Task Several_at_once_share_the_file_and_say_nothing()
    {
        ToolResult[] all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Tool.RunAsync("run", "-j2", "true", ":::", "1", "2", "3", "4", "5")));
        foreach (ToolResult result in all) result.ShouldExitWith(0).Error.ShouldMatch("^flyball: 5 succeeded in [^\n]*\n$");
        JsonDocument.Parse((await Tool.RunAsync("history", "--json")).Output).RootElement.GetProperty("runs").GetInt32().ShouldBe(30);
    }

    [Fact]
    public async Task A_damaged_file_does_not_stop_a_run()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, new string('x', 5000));
        ToolResult result = (await Tool.RunAsync("run", "echo", ":::", "a")).ShouldExitWith(0);
        (result.Output, result.Error.Split('\n').Count(line => line.Contains("damaged"))).ShouldBe(("a\n", 1));
    }

    [Fact]
    public async Task A_file_that_cannot_be_used_is_an_error_of_who_asks_for_what_is_in_it()
    {
        Directory.CreateDirectory(FilePath);
        ToolResult result = await Tool.RunAsync("history");
        result.ShouldExitWith(255).Output.ShouldBeEmpty();
        result.Error.ShouldMatch($"^error: what was learned in earlier runs cannot be used: {FilePath}: it is a folder\nhint: [^\n]+\n$");
    }

    [Theory]
    [InlineData("history")]
    [InlineData("history", "forget", "--all")]
    public async Task Who_asks_what_was_learned_makes_nothing(params string[] words)
    {
        (await Tool.RunAsync(words)).ShouldExitWith(0);
        Directory.Exists(Path.GetDirectoryName(FilePath)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_damaged_file_that_is_set_aside_is_told_also_where_nothing_is_found_in_it()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, new string('x', 5000));
        (await Tool.RunAsync("history", "forget", "echo {}")).ShouldExitWith(255).Error.ShouldMatch("^flyball: [^\n]+ damaged[^\n]+\nerror: nothing was learned of 'echo {}'\nhint: [^\n]+\n$");
    }

    [Fact]
    public async Task A_home_that_cannot_be_made_does_not_stop_a_run()
    {
        string file = _home.File("state", "a file");
        ToolResult result = (await Tool.RunAsync("run", "echo", ":::", "a")).ShouldExitWith(0);
        result.Error.ShouldStartWith($"flyball: nothing is learned for later runs: '{file}' is no folder\n");
    }

    [Theory]
    [InlineData("file")]
    [InlineData("file/in/it")]
    public async Task A_home_that_is_no_folder_is_an_error_of_who_asks_for_what_is_in_it(string place)
    {
        string file = _home.File("file", ""), lines = $"error: '{file}' is no folder\nhint: set FLYBALL_HOME to a folder, or HOME\n";
        FlyballTool tool = new() { Environment = new Dictionary<string, string> { ["FLYBALL_HOME"] = _home.File(place) } };
        (await tool.RunAsync("history")).ShouldExitWith(255).Error.ShouldBe(lines);
        (await tool.RunAsync("why")).ShouldExitWith(255).Error.ShouldBe(lines);
    }

    [Fact]
    public async Task In_a_home_that_nobody_can_make_nothing_was_learned_and_a_run_says_why()
    {
        FlyballTool tool = new() { Environment = new Dictionary<string, string> { ["FLYBALL_HOME"] = "/proc/nowhere" } };
        (await tool.RunAsync("history")).ShouldExitWith(0).Output.ShouldBe("nothing was learned yet\n");
        (await tool.RunAsync("run", "true", ":::", "a")).ShouldExitWith(0).Error.ShouldStartWith("flyball: nothing is learned for later runs: the folder '/proc/nowhere' cannot be made\n");
    }

    [Fact]
    public async Task After_kill_9_in_the_middle_the_file_is_sound()
    {
        string lines = _home.File("lines", string.Concat(Enumerable.Range(1, 100_000).Select(i => $"{i}\n")));
        for (int round = 0; round < 3; round++)
        {
            // It is written for the first time while jobs run: that is the moment.
            if (Directory.Exists(Path.GetDirectoryName(FilePath))) Directory.Delete(Path.GetDirectoryName(FilePath)!, recursive: true);
            using RunningTool running = Tool.Start("run", "-j4", "-a", lines, "true");
            await Waiting.Until(() => File.Exists(FilePath), "the file of what was learned");
            RunningTool.Signal(running.Engine!.Value, RunningTool.Kill);
            await running.Result();
        }

        (await Tool.RunAsync("run", "echo", ":::", "a")).ShouldExitWith(0).Error.ShouldMatch("^flyball: 1 succeeded in [^\n]*\n$");
    }

    [Fact]
    public async Task A_request_that_is_far_off_is_told_once_for_each_template()
    {
        ToolResult result = (await Tool.RunAsync("run", "--memory", "4G", "sleep 0.3; echo", ":::", "1", "2", "3")).ShouldExitWith(0);
        result.Error.ShouldMatch("^flyball: 'sleep {number} ; echo {}': asked for 4 GiB, jobs used at most [0-9.]+ [KM]iB\nflyball: 3 succeeded in [^\n]*\n$");
    }

    [Fact]
    public async Task A_program_that_could_not_be_started_teaches_nothing()
    {
        (await Tool.RunAsync("run", "/no/such/program", "{}", ":::", "a", "b")).ShouldExitWith(2);
        (await Tool.RunAsync("history")).ShouldExitWith(0).Output.ShouldBe("nothing was learned yet\n");
    }
}
