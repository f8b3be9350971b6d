using System.Text.Json;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary><c>--results</c>.</summary>
[Collection(nameof(LoadsTheMachine))]
public sealed class ResultsTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    FlyballTool Tool => new() { Folder = _folder.Path };

    string Read(string name) => File.ReadAllText(_folder.File(name));

    [Fact]
    public async Task Outputs_are_kept_in_folders_named_after_the_values()
    {
        ToolResult result = await Tool.RunAsync("run", "-k", "--results", "out", "printf %s {1}; echo {2} >&2; exit 1", ":::", "a/b", "..", ":::", "c d");
        result.ShouldExitWith(2).Output.ShouldBeEmpty();
        Read(@"out/1/a\_b/2/c d/stdout").ShouldBe("a/b");
        Read(@"out/1/a\_b/2/c d/stderr").ShouldBe("c d\n");
        Read(@"out/1/\../2/c d/seq").ShouldBe("2");
        Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Length.ShouldBe(6);
    }

    [Theory]
    [InlineData("%", "out/%", "out/a")]
    [InlineData("{}", "{x/../out-{}", "out-a")]
    public async Task The_part_of_a_name_before_the_first_replacement_string_is_the_users_own(string placeholder, string name, string file)
    {
        (await Tool.RunAsync("run", "-I", placeholder, "--results", name, "echo", ":::", "a")).ShouldExitWith(0);
        Read(file).ShouldBe("a\n");
    }

    [Fact]
    public async Task Parallel_makes_the_same_tree()
    {
        Requirement.Need("parallel");
        string[] words = ["echo {}; echo {} >&2; exit 3", ":::", "a", "b c", "d/e", @"f\g", "$'\"%", "é", new string('x', 255), ":::", "1", "2"];
        (await Tool.RunAsync(["run", "--results", "tree", .. words])).ShouldExitWith(14);
        FlyballTool theirs = new() { Folder = _folder.Path, Through = ["sh", "-c", "shift; PARALLEL_HOME=$PWD/home exec parallel --will-cite --results theirs \"$@\"", "sh"] };
        (await theirs.RunAsync(words)).ShouldExitWith(14);
        Tree("tree").ShouldBe(Tree("theirs"));

        string[] Tree(string name) =>
        [
            .. Directory.GetFiles(_folder.File(name), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{Path.GetRelativePath(_folder.File(name), file)}: {File.ReadAllText(file)}"),
        ];
    }

    [Fact]
    public async Task Names_can_be_made_of_the_values()
    {
        (await Tool.RunAsync("run", "--results", "out/{2}-{1}", "echo {1}; echo x >&2", ":::", "a", ":::", "b")).ShouldExitWith(0).Output.ShouldBeEmpty();
        (Read("out/b-a"), Read("out/b-a.err"), Read("out/b-a.seq")).ShouldBe(("a\n", "x\n", "1"));
        (await Tool.RunAsync("run", "--results", "by/{#}/", "echo", ":::", "a")).ShouldExitWith(0);
        Read("by/1/stdout").ShouldBe("a\n");
        (await Tool.RunAsync("run", "--results", "in/{}", "echo", ":::", "../../a")).ShouldExitWith(0);
        Read(@"in/\../\../a").ShouldBe("../../a\n");
    }

    [Fact]
    public async Task A_job_that_was_ended_with_the_run_is_run_again()
    {
        const string command = "case {} in a) : >begun; exec sleep 60;; b) until [ -e begun ]; do sleep 0.01; done; echo of b; exit 3;; esac";
        (await Tool.RunAsync("run", "-j", "2", "--cores", "0", "--memory", "1M", "--results", "out", "--halt", "now,fail=1", command, ":::", "a", "b", "c")).ShouldExitWith(3);
        ToolResult result = await Tool.RunAsync("run", "--results", "out", "--resume", "echo again {}", ":::", "a", "b", "c");
        result.ShouldExitWith(0).Error.ShouldStartWith("flyball: 2 succeeded, 1 run before in ");
        (Read("out/1/a/stdout"), Read("out/1/b/stdout"), Read("out/1/c/stdout")).ShouldBe(("again a\n", "of b\n", "again c\n"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_job_whose_files_were_not_finished_is_run_again(string? number)
    {
        Directory.CreateDirectory(_folder.File("out/1/a"));
        _folder.File("out/1/a/stdout", "the beginn");
        if (number is not null) _folder.File("out/1/a/seq", number);
        (await Tool.RunAsync("run", "--results", "out", "--resume", "echo", ":::", "a")).ShouldExitWith(0).Error.ShouldStartWith("flyball: 1 succeeded in ");
        (Read("out/1/a/stdout"), Read("out/1/a/seq")).ShouldBe(("a\n", "1"));
    }

    [Fact]
    public async Task A_value_that_is_no_text_is_found_again()
    {
        FlyballTool tool = Tool with { Input = [0xff, (byte)'\n'] };
        (await tool.RunAsync("run", "--results", "out", "echo")).ShouldExitWith(0);
        (await tool.RunAsync("run", "--results", "out", "--resume", "echo")).ShouldExitWith(0).Error.ShouldStartWith("flyball: 0 succeeded, 1 run before in ");

        // .NET cannot.
        await (Tool with { Through = ["sh", "-c", "rm -r out"] }).RunAsync();
    }

    [Fact]
    public async Task Of_values_that_begin_alike_only_the_one_that_ran_is_left_out()
    {
        string begin = new('x', 255);
        (await Tool.RunAsync("run", "--results", "out", "echo", ":::", begin + "1")).ShouldExitWith(0);
        (await Tool.RunAsync("run", "--results", "out", "--resume", "echo", ":::", begin + "1", begin + "2")).ShouldExitWith(0).Error.ShouldStartWith("flyball: 1 succeeded, 1 run before in ");
        Directory.GetFiles(_folder.Path, "stdout", SearchOption.AllDirectories).Select(File.ReadAllText).Order().ShouldBe([begin + "1\n", begin + "2\n"]);
    }

    [Theory]
    [InlineData("table.csv")]
    [InlineData("table.tsv")]
    public async Task Parallel_makes_the_same_table(string name)
    {
        Requirement.Need("parallel");
        string[] words = ["-j1", "echo {2}; echo {1} >&2; exit 3", ":::", "a b", "c,d", "e\"f", "g\th", "i'j", ":::", "k", ""];
        (await Tool.RunAsync(["run", "--results", name, .. words])).ShouldExitWith(10).Output.ShouldBeEmpty();
        FlyballTool theirs = new() { Folder = _folder.Path, Through = ["sh", "-c", $"shift; PARALLEL_HOME=$PWD/home exec parallel --will-cite --results their-{name} \"$@\"", "sh"] };
        (await theirs.RunAsync(words)).ShouldExitWith(10);
        Plain(Read(name)).ShouldBe(Plain(Read($"their-{name}")));

        // The two quote commands for the shell in ways of their own, and times differ.
        static string Plain(string table) => System.Text.RegularExpressions.Regex.Replace(table, "[0-9]+\\.[0-9]{3}|\"?echo [^>]*>&2; exit 3\"?", "#");
    }

    [Fact]
    public async Task Values_of_different_jobs_of_a_file_stand_below_their_names()
    {
        _folder.File("jobs.yaml", "jobs: [{name: a, command: printf a}, {command: 'printf {size}', matrix: {size: [1, 2]}, after: a}, {command: 'printf {speed}', matrix: {size: [3], speed: [fast]}, after: a}]");
        (await Tool.RunAsync("run", "-j", "1", "--results", "table.tsv", "--file", "jobs.yaml")).ShouldExitWith(0);
        string[][] rows = [.. File.ReadLines(_folder.File("table.tsv")).Select(line => line.Split('\t')[9..])];
        rows.ShouldAllBe(row => row.Length == 4);
        rows.Select(row => (row[0], row[1])).ShouldBe([("size", "speed"), ("", ""), ("1", ""), ("2", ""), ("3", "fast")]);
    }

    [Fact]
    public async Task A_table_may_be_lines_of_json()
    {
        (await Tool.RunAsync("run", "-j", "1", "--results", "table.json", @"printf 'a\nb'; printf '\377' >&2; exit 3", ":::", "x", "y")).ShouldExitWith(2);
        JsonElement[] rows = [.. File.ReadLines(_folder.File("table.json")).Select(line => JsonDocument.Parse(line).RootElement)];
        rows.Length.ShouldBe(2);
        rows[1].EnumerateObject().Select(field => field.Name).ShouldBe(["Seq", "Host", "Starttime", "JobRuntime", "Send", "Receive", "Exitval", "Signal", "Command", "V", "Stdout", "Stderr"]);
        (rows[1].GetProperty("Seq").GetInt32(), rows[1].GetProperty("Exitval").GetInt32(), rows[1].GetProperty("Receive").GetInt32()).ShouldBe((2, 3, 3));
        (rows[1].GetProperty("V")[0].GetString(), rows[1].GetProperty("Stdout").GetString(), rows[1].GetProperty("Stderr").GetString()).ShouldBe(("y", "a\nb", "\uFFFD"));
    }

    [Fact]
    public async Task A_table_may_go_to_standard_output() =>
        (await Tool.RunAsync("run", "--results", "-.tsv", "echo", ":::", "a")).ShouldExitWith(0).Lines[0].ShouldBe("Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\tV1\tStdout\tStderr");

    [Theory]
    [InlineData("out")]
    [InlineData("table.csv")]
    public async Task A_full_disk_is_a_failure_of_the_job_that_says_so_and_leaves_the_others_alone(string name)
    {
        Requirement.Need("root", "mount");
        using SmallDisk disk = await SmallDisk.MountAsync("1m");
        ToolResult result = await Tool.RunAsync("run", "-j", "1", "--results", Path.Combine(disk.Path, name), ":::", "echo before", "head -c 5000000 /dev/zero", "echo after");
        result.ShouldExitWith(name == "out" ? 2 : 1).Error.ShouldContain("flyball: job 2: its output could not be written: No space left on device");
        if (name == "table.csv") (await File.ReadAllTextAsync(Path.Combine(disk.Path, name), TestContext.Current.CancellationToken)).Split('\n').Count(line => line.EndsWith("\"after", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_known_before_anything_starts()
    {
        File.CreateSymbolicLink(_folder.File("astray"), "nowhere");
        File.CreateSymbolicLink(_folder.File("circle"), "circle");
        foreach (string place in (string[])["/dev/null/x", "/dev/null/x.csv", "/dev/null/{}", "astray", "circle", "astray/{}"])
            (await Tool.RunAsync("run", "--results", place, "touch", ":::", "a")).ShouldExitWith(255).Error.ShouldMatch("^error: option '--results': cannot write '[^\n]+': [^\n]+\nhint: [^\n]+\n$");
        Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order().ShouldBe(["astray", "circle"]);
    }

    public void Dispose() => _folder.Dispose();
}
