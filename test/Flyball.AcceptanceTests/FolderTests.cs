using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>Where jobs run.</summary>
public sealed class FolderTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    Task<ToolResult> Run(params string[] words) => new FlyballTool { Folder = _folder.Path, Environment = new Dictionary<string, string> { ["TMPDIR"] = _folder.Path } }.RunAsync(["run", "-j", "1", .. words]);

    [Fact]
    public async Task A_folder_is_made_when_it_is_not_there_and_values_are_inserted_as_they_are() =>
        (await Run("--wd", "d/{}", "pwd #", ":::", "a b", "$c'")).ShouldExitWith(0).Output.ShouldBe($"{_folder.Path}/d/a b\n{_folder.Path}/d/$c'\n");

    [Fact]
    public async Task A_folder_has_the_bytes_of_the_value()
    {
        await File.WriteAllBytesAsync(_folder.File("values"), [0xff, (byte)'\n'], TestContext.Current.CancellationToken);
        // It takes the folder away again: .NET cannot.
        (await Run("--wd", "{}", "-a", "values", "ls -d ../$(printf '\\377') >../made; rmdir \"$PWD\" #")).ShouldExitWith(0);
        (await File.ReadAllBytesAsync(_folder.File("made"), TestContext.Current.CancellationToken)).ShouldBe("../"u8.ToArray().Append((byte)0xff).Append((byte)'\n'));
    }

    [Fact]
    public async Task A_step_back_from_a_folder_that_is_made_is_taken_as_the_kernel_takes_it() =>
        (await Run("--wd", "{}", "pwd #", ":::", "new/../b c")).ShouldExitWith(0).Output.ShouldBe($"{_folder.Path}/b c\n");

    [Fact]
    public async Task Three_dots_are_a_new_folder_for_each_job()
    {
        string[] lines = (await Run("--wd", "...", "ls -A; pwd #", ":::", "a", "b")).ShouldExitWith(0).Lines;
        lines.Length.ShouldBe(2);
        lines.Distinct().Count(line => line.StartsWith($"{_folder.Path}/flyball-")).ShouldBe(2);
    }

    [Fact]
    public async Task A_value_of_three_dots_is_a_name() => (await Run("--wd", "{}", "pwd #", ":::", "...")).ShouldExitWith(0).Output.ShouldBe($"{_folder.Path}/...\n");

    [Fact]
    public async Task An_empty_value_is_no_folder_and_no_obstacle_to_a_record() =>
        (await Run("--wd", "{}", "--checkpoint", "done", "pwd #", ":::", "", "a")).ShouldExitWith(1).Output.ShouldBe($"{_folder.Path}/a\n");

    [Fact]
    public async Task A_dot_is_where_we_are() => (await Run("--wd", ".", "pwd #", ":::", "a")).ShouldExitWith(0).Output.ShouldBe($"{_folder.Path}\n");

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_known_before_anything_starts()
    {
        _folder.File("file", "");
        (await Run("--wd", "file/x", "echo", ":::", "a")).ShouldExitWith(255).Error.ShouldStartWith("error: option '--wd': cannot make the folder 'file/x': ");
    }

    [Fact]
    public async Task A_folder_of_one_job_that_cannot_be_made_is_that_jobs_failure()
    {
        _folder.File("file", "");
        ToolResult result = await Run("--wd", "{}", "echo", ":::", "file/x", "other");
        result.ShouldExitWith(1).Output.ShouldBe("other\n");
        result.Error.ShouldStartWith("flyball: job 1: cannot start in 'file/x': ");
    }

    [Theory]
    [InlineData("new")]
    [InlineData("new-{}")]
    [InlineData("...")]
    public async Task A_dry_run_makes_none(string folder)
    {
        string temporary = Directory.CreateDirectory(_folder.File("temporary")).FullName;
        FlyballTool tool = new() { Folder = _folder.Path, Environment = new Dictionary<string, string> { ["TMPDIR"] = temporary } };
        (await tool.RunAsync("run", "--dry-run", "--wd", folder, "echo", ":::", "a")).ShouldExitWith(0).Output.ShouldBe("echo a\n");
        string jobs = _folder.File("jobs.yaml", "jobs: [{ name: a, command: echo a }]\n");
        (await tool.RunAsync("run", "--dry-run", "--wd", folder.Replace("{}", "{name}"), "--file", jobs)).ShouldExitWith(0).Output.ShouldBe("echo a\n");
        Directory.EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).ShouldBe([temporary, jobs], ignoreOrder: true);
    }

    [Fact]
    public async Task A_job_of_a_file_is_the_same_in_the_next_run_though_its_new_folder_is_another()
    {
        _folder.File("jobs.yaml", "jobs: [{ name: a, command: pwd }, { name: b, steps: [{ command: 'true' }, { command: pwd }] }]\n");
        string[] words = ["--file", "jobs.yaml", "--wd", "...", "--checkpoint", "notes", "--resume"];
        string[] folders = (await Run(words)).ShouldExitWith(0).Lines;
        folders.ShouldAllBe(folder => Path.GetFileName(Path.GetDirectoryName(folder))!.StartsWith("flyball-"));
        Directory.Delete(Path.GetDirectoryName(folders[0])!, recursive: true);
        (await Run(words)).ShouldExitWith(0).Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_is_known_only_when_the_job_starts_is_refused() =>
        (await Run("--wd", "slot-{%}", "echo", ":::", "a")).ShouldExitWith(255).Error.ShouldStartWith("error: option '--wd': 'slot-{%}' is known only when the job starts");

    public void Dispose() => _folder.Dispose();
}
