using Flyball.AcceptanceTests.Infrastructure;
using Flyball.Jobs;

namespace Flyball.AcceptanceTests.Library;

/// <summary>What a process is given, and what is said when it cannot be started.</summary>
public abstract partial class ProcessExecutorContract
{
    [Fact]
    public async Task Arguments_arrive_exactly()
    {
        string[] words = ["", " ", "a b", "'", "\"", "\"a b\"", "it's", "a\nb", "\n", "\t", "\\", "\\\\", "a\\", "\\\"", "$HOME", "$(id)", "`id`", "*", "?", "~", "%PATH%", "^", "&", "|", "{}", "-", "--", "ä", "日本語", "🎳", ""];
        EndedJob ended = await Run(Dummy(["arguments", .. words]));
        ended.ShouldHaveSucceeded().Text.Split('\0')[..^1].ShouldBe(words);
    }

    [Fact]
    public async Task Arguments_need_not_be_Unicode()
    {
        Need(Ability.AnyBytesInArguments);
        EndedJob ended = await Run(Shell("""printf %s "$1" """, "a\uDCFF\uDC80b"));
        ended.ShouldHaveSucceeded().Received!.Value.Output.ShouldBe([(byte)'a', 0xff, 0x80, (byte)'b']);
    }

    [Fact]
    public async Task A_job_starts_in_its_working_directory()
    {
        using TemporaryFolder folder = new();
        // Its name alone: the folders around it may have two names.
        Path.GetFileName((await Run(Dummy("directory") with { WorkingDirectory = folder.Path })).ShouldHaveSucceeded().Text).ShouldBe(Path.GetFileName(folder.Path));
        (await Run(Dummy("directory"))).ShouldHaveSucceeded().Text.ShouldBe(Environment.CurrentDirectory);
    }

    [Fact]
    public async Task Variables_are_added_replaced_and_taken_away()
    {
        ProcessJob job = Dummy("variables", "FLYBALL_TEST", "FLYBALL_EMPTY", "FLYBALL_ABSENT", "HOME", "PATH");
        job = job with { Environment = job.Environment.Add("FLYBALL_TEST", "a=b\n'ä\"").Add("FLYBALL_EMPTY", "").Add("FLYBALL_ABSENT", null).Add("HOME", "/else").Add("PATH", null) };
        (await Run(job)).ShouldHaveSucceeded().Text.ShouldBe("FLYBALL_TEST=a=b\n'ä\"\nFLYBALL_EMPTY=\nno FLYBALL_ABSENT\nHOME=/else\nno PATH\n");
    }

    [Fact]
    public async Task Standard_input_is_empty() => (await Run(Dummy("input"))).ShouldHaveSucceeded().Text.ShouldBe("empty");

    [Theory]
    [InlineData("no-such-program-anywhere")]
    [InlineData("/no/such/program")]
    [InlineData("./no-such-program")]
    public async Task A_missing_program_is_named(string program) => (await Run(Job.Process(program, "a"))).ShouldHaveFailed(127).ShouldSay($"cannot start '{program}': not found");

    [Fact]
    public async Task A_bare_name_is_looked_up_in_PATH_alone()
    {
        // Beside this program, as .NET does on its own.
        using TemporaryFolder folder = new();
        string name = Path.GetFileName(folder.Path), program = Path.Combine(AppContext.BaseDirectory, name);
        try
        {
            Script(program, "exit 0");
            (await Run(Job.Process(name) with { WorkingDirectory = AppContext.BaseDirectory })).ShouldHaveFailed(127);
        }
        finally
        {
            File.Delete(program);
        }
    }

    [Fact]
    public async Task A_path_is_seen_from_where_the_job_starts()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("in"));
        Script(folder.File("in/own-script"), "exit 7");
        (await Run(Job.Process("./own-script") with { WorkingDirectory = folder.File("in") })).ShouldHaveFailed(7);
        (await Run(Job.Process("in/own-script") with { WorkingDirectory = folder.Path })).ShouldHaveFailed(7);
        (await Run(Job.Process("../in/own-script") with { WorkingDirectory = folder.File("in") })).ShouldHaveFailed(7);
    }

    [Fact]
    public async Task A_program_that_may_not_be_run_is_named()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("file", "text");
        foreach (string program in (string[])[file, folder.Path])
            (await Run(Job.Process(program))).ShouldHaveFailed(126).ShouldSay($"cannot start '{program}': ", OperatingSystem.IsLinux() ? "Permission denied" : "");
    }

    [Fact]
    public async Task A_working_directory_that_is_missing_or_none_is_named()
    {
        using TemporaryFolder folder = new();
        foreach (string directory in (string[])[folder.File("missing"), folder.File("file", "text"), ""])
            (await Run(Dummy("directory") with { WorkingDirectory = directory })).ShouldHaveFailed(126).ShouldSay($"cannot start in '{directory}': no such directory");
    }

    [Fact]
    public async Task A_command_that_is_too_long_is_a_failure() =>
        (await Run(Dummy("arguments", new string('a', 5_000_000)))).ShouldHaveFailed(126).ShouldSay($"cannot start '{BuiltPrograms.Dummy}': ");

    [Fact]
    public async Task A_script_without_an_interpreter_line_is_run_by_the_shell()
    {
        using TemporaryFolder folder = new();
        Script(folder.File("script"), "[ \"$1\" = 'a b' ] && exit 7", interpreter: null);
        (await Run(Job.Process(folder.File("script"), "a b"))).ShouldHaveFailed(7);
    }

    [Fact]
    public async Task A_script_whose_interpreter_is_missing_is_named()
    {
        using TemporaryFolder folder = new();
        Script(folder.File("script"), "exit 0", interpreter: "/no/such/interpreter");
        (await Run(Job.Process(folder.File("script")))).ShouldHaveFailed(127).ShouldSay(folder.File("script"));
    }

    static void Script(string path, string content, string? interpreter = "/bin/sh")
    {
        Requirement.Need("linux");
        File.WriteAllText(path, interpreter is null ? content + "\n" : $"#!{interpreter}\n{content}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
