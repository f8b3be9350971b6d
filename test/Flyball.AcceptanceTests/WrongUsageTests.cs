using System.Runtime.Versioning;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

public sealed class WrongUsageTests
{
    [Fact]
    public async Task A_surplus_word_is_told() => (await FlyballTool.Run("--version", "foo")).ShouldExitWith(255).Error.ShouldMatch("^error: [^\n]+\nhint: [^\n]+\n$");

    [Theory]
    [InlineData("--joblog", "closed/x")]
    [InlineData("--events", "closed/x")]
    [InlineData("--checkpoint", "closed/x")]
    [InlineData("-a", "closed/x")]
    [UnsupportedOSPlatform("windows")]
    public async Task A_file_in_a_folder_that_is_not_for_us_is_told(string option, string file)
    {
        Requirement.Need("setpriv");
        using TemporaryFolder folder = new();
        string closed = Directory.CreateDirectory(folder.File("closed")).FullName;
        File.SetUnixFileMode(closed, UnixFileMode.None);
        FlyballTool tool = new() { Folder = folder.Path, Through = Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] : [] };
        ToolResult result = await tool.RunAsync("run", option, file, "echo", ":::", "a");
        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        result.ShouldExitWith(255).Output.ShouldBeEmpty();
        result.Error.ShouldMatch("^error: .*[Pp]ermission denied|^error: .*denied");
        result.Error.ShouldNotContain("internal error");
        result.Error.Trim().Split('\n').Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("run", "--cores", "x", "echo", ":::", "a")]
    [InlineData("run", "-a", "/proc/nothing", "echo")]
    [InlineData("run", "-a", "/", "echo")]
    [InlineData("run", "-j", "x", "echo", ":::", "a")]
    [InlineData("run", "--unknown", "echo", ":::", "a")]
    [InlineData("run", "echo", "it's", ":::", "a")]
    [InlineData("run", "--pipe", "wc", ":::", "a")]
    [InlineData("load", "--xml")]
    [InlineData("completion", "tcsh")]
    [InlineData("config", "x")]
    public async Task A_wrong_word_is_an_error_and_a_hint_and_starts_nothing(params string[] words)
    {
        ToolResult result = await FlyballTool.Run(words);
        result.ShouldExitWith(255).Output.ShouldBeEmpty();
        result.Error.ShouldMatch("^error: [^\n]+\nhint: [^\n]+\n$");
    }

    [Fact]
    public async Task A_shell_that_does_not_exist_is_an_error()
    {
        FlyballTool tool = new() { Environment = new Dictionary<string, string> { ["FLYBALL_SHELL"] = "/nonexistent/bash" } };
        ToolResult result = await tool.RunAsync("run", "echo", ":::", "a");
        result.ShouldExitWith(255).Error.ShouldStartWith("error: FLYBALL_SHELL: there is no shell '/nonexistent/bash'\nhint: ");
    }

    [Theory]
    [InlineData("1023")]
    [InlineData("0,1000-1023")]
    public async Task A_CPU_that_is_not_there_is_one_error_and_starts_nothing(string cpus) =>
        (await FlyballTool.Run("run", "--cpu-list", cpus, "echo", ":::", "a", "b")).ShouldExitWith(255).Error.ShouldMatch("^error: option '--cpu-list': there is no CPU [0-9]+ that jobs may use\nhint: [^\n]+\n$");

    [Fact]
    public async Task A_limit_that_cannot_be_set_is_named_as_the_user_named_it() =>
        (await FlyballTool.Run("run", "--ulimit", "nofile=9999999999", "echo", ":::", "a")).ShouldExitWith(1).Error.ShouldStartWith("flyball: job 1: its limit 'nofile' cannot be set to 9999999999: ");

    [Theory]
    [InlineData(5, "run", "echo", ":::", "a")]
    [InlineData(8, "run", "echo", ":::", "a")]
    [InlineData(20, "run", "echo", ":::", "a")]
    [InlineData(100, "run", "echo", ":::", "a")]
    [InlineData(5, "why")]
    [InlineData(6, "history")]
    [InlineData(8, "load")]
    [InlineData(16, "load")]
    public async Task Too_few_descriptors_are_an_error_and_a_hint(int limit, params string[] words)
    {
        // The portable runtime itself takes dozens.
        if (limit < 100) Requirement.Need("native");
        FlyballTool tool = new() { Through = ["sh", "-c", $"ulimit -n {limit}; exec \"$@\"", "sh"] };
        (await tool.RunAsync(words)).ShouldExitWith(255).Error.ShouldBe($"error: the limit of {limit} open files is too low\nhint: raise it with 'ulimit -n 1024'\n");
    }

    [Fact]
    public async Task With_few_descriptors_the_load_is_shown_all_the_same()
    {
        Requirement.Need("native");
        FlyballTool tool = new() { Through = ["sh", "-c", "ulimit -n 24; exec \"$@\"", "sh"] };
        (await tool.RunAsync("load")).ShouldExitWith(0).Output.ShouldStartWith("cores ");
    }

    [Theory]
    [InlineData("/dev/full", "--version")]
    [InlineData("/dev/full", "help")]
    [InlineData("/dev/full", "config")]
    [InlineData("/dev/full", "load")]
    [InlineData("/dev/full", "load", "--json")]
    [InlineData("/dev/full", "completion", "bash")]
    [InlineData("&-", "help", "run")]
    [InlineData("&-", "load")]
    public async Task Text_that_cannot_be_printed_is_an_error_and_a_hint(string output, params string[] words)
    {
        FlyballTool tool = new() { Through = ["sh", "-c", $"exec \"$@\" >{output}", "sh"] };
        (await tool.RunAsync(words)).ShouldExitWith(255).Error.ShouldMatch("^error: standard output cannot be written: [^\n]+\nhint: [^\n]+\n$");
    }

    [Fact]
    public async Task Text_for_a_file_that_may_not_get_larger_is_an_error_and_a_hint()
    {
        using TemporaryFolder folder = new();
        // What .NET makes to write its machine code is a file, too, unless it is told not to.
        FlyballTool tool = new()
        {
            Folder = folder.Path, Through = ["sh", "-c", "ulimit -f 1; exec \"$@\" >text", "sh"], Environment = new Dictionary<string, string> { ["DOTNET_EnableWriteXorExecute"] = "0" },
        };
        (await tool.RunAsync("help", "run")).ShouldExitWith(255).Error.ShouldMatch("^error: standard output cannot be written: File too large\nhint: [^\n]+\n$");
    }

    [Theory]
    [InlineData("help")]
    [InlineData("load")]
    public async Task A_reader_that_has_gone_is_no_error(string word)
    {
        Requirement.Need("bash");
        FlyballTool tool = new() { Through = ["bash", "-c", "exec 3> >(:); wait $!; exec \"$@\" >&3", "bash"] };
        (await tool.RunAsync(word)).ShouldExitWith(141).Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Too_little_address_space_is_an_error_and_a_hint()
    {
        // The portable runtime itself takes more.
        Requirement.Need("native");
        FlyballTool tool = new() { Through = ["sh", "-c", "ulimit -v 1000000; exec \"$@\"", "sh"] };
        (await tool.RunAsync("run", "echo", ":::", "a")).ShouldExitWith(255).Error.ShouldMatch("^error: [^\n]*1000000 KiB[^\n]*\nhint: [^\n]*ulimit -v[^\n]*\n$");
    }

    [Fact]
    public async Task A_proc_that_does_not_tell_the_command_line_is_an_error_and_a_hint()
    {
        Requirement.Need("root");
        FlyballTool tool = new() { Through = ["unshare", "-m", "sh", "-c", "mount --bind /dev/null /proc/$$/cmdline; exec \"$@\"", "sh"] };
        (await tool.RunAsync("run", "echo", ":::", "a")).ShouldExitWith(255).Error.ShouldMatch("^error: [^\n]*/proc[^\n]*\nhint: [^\n]*/proc[^\n]*\n$");
    }

    [Fact]
    public async Task A_folder_that_was_removed_is_an_error_and_a_hint()
    {
        FlyballTool tool = new() { Through = ["sh", "-c", "folder=$(mktemp -d) && cd $folder && rmdir $folder && exec \"$@\"", "sh"] };
        (await tool.RunAsync("run", "echo", ":::", "a")).ShouldExitWith(255).Error.ShouldBe("error: the folder in which flyball was started was removed\nhint: go to one that is there; if it was made again: cd \"$PWD\"\n");
    }

    [Fact]
    public async Task A_joblog_that_cannot_be_written_is_an_error_and_starts_nothing()
    {
        using TemporaryFolder folder = new();
        ToolResult result = await new FlyballTool { Folder = folder.Path }.RunAsync("run", "--joblog", "no/such/folder/log", "touch {}", ":::", "a");
        result.ShouldExitWith(255).Error.ShouldMatch("^error: option '--joblog': [^\n]+\nhint: [^\n]+\n$");
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "--joblog", "values", "echo")]
    [InlineData("", "--joblog", "+values", "echo", "::::", "-")]
    [InlineData("", "--joblog", "values", "-a", "/dev/stdin", "echo")]
    [InlineData("", "--events", "values", "--file", "-")]
    [InlineData(".tsv", "--results", "values.tsv", "-a", "values.tsv", "echo")]
    [InlineData(".tsv", "--results", "./values.tsv", "echo")]
    public async Task What_is_read_is_not_written(string extension, params string[] words)
    {
        using TemporaryFolder folder = new();
        string file = folder.File("values" + extension, "1\n2\n");
        FlyballTool tool = new() { Folder = folder.Path, Through = ["sh", "-c", "exec \"$@\" <values$0", extension] };
        (await tool.RunAsync(["run", .. words])).ShouldExitWith(255).Error.ShouldMatch("^error: [^\n]+\nhint: give each of them a file of its own\n$");
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe("1\n2\n");
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("--help")]
    [InlineData("run", "--help")]
    [InlineData("run", "--help", "all")]
    [InlineData("load", "--help")]
    [InlineData("help", "config")]
    [InlineData("help", "completion")]
    public async Task Questions_about_the_tool_are_answered_on_standard_output(params string[] words)
    {
        ToolResult result = await FlyballTool.Run(words);
        result.ShouldExitWith(0).Error.ShouldBeEmpty();
        result.Output.ShouldMatch(words[0] == "--version" ? @"^flyball \d+\.\d+\.\d+\S*\n$" : "Usage:\n? +flyball ");
    }
}
