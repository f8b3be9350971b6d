using System.Text;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests.JobFiles;

/// <summary>What is wrong is said before anything starts.</summary>
public sealed class WrongJobFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    FlyballTool Tool => new() { Folder = _folder.Path };

    async Task<string> ShouldFail(string jobs)
    {
        _folder.File("jobs.yaml", jobs);
        ToolResult result = await Tool.RunAsync("run", "--file", "jobs.yaml");
        result.ShouldExitWith(255).Output.ShouldBeEmpty();
        File.Exists(_folder.File("started")).ShouldBeFalse();
        return result.Error;
    }

    [Fact]
    public async Task A_value_of_a_matrix_breaks_no_message()
    {
        using TemporaryFolder folder = new();
        folder.File("jobs.yaml", "jobs: [{ name: 'bad-{x}', command: [/nonexistent], matrix: { x: [\"a\\nb\\e[31m\"] } }]");
        ToolResult result = await new FlyballTool { Folder = folder.Path }.RunAsync("run", "--file", "jobs.yaml");
        result.Error.ShouldNotContain("\x1b");
        result.ShouldExitWith(1).Error.Split('\n')[0].ShouldBe("flyball: job 'bad-a\\nb\\x1b[31m': cannot start '/nonexistent': not found");
    }

    [Fact]
    public async Task All_problems_are_told_at_once_each_with_its_place()
    {
        string error = await ShouldFail("""
            jobs:
              - name: first
                command: touch started
                tiemout: 3s
              - command: touch started
                after: frist
              - { command: "echo 'open", request: { licence: 1 } }
              - { name: a, command: ":", after: b }
              - { name: b, command: ":", after: a }
            """);
        error.ShouldMatch("^(error: jobs.yaml:[0-9]+:[0-9]+: [^\n]+\nhint: [^\n]+\n)+$");
        error.ShouldContain("error: jobs.yaml:4:5: unknown key 'tiemout'\nhint: did you mean 'timeout'?\n");
        error.ShouldContain("\nerror: jobs.yaml:7:16: ");
        foreach (int line in (int[])[6, 7]) error.ShouldContain($"\nerror: jobs.yaml:{line}:");
    }

    [Fact]
    public async Task Commands_that_cannot_be_read_are_all_told_with_their_places()
    {
        string error = await ShouldFail("""
            jobs:
              - { name: start, command: touch started }
              - command: echo 'open
              - name: steps
                steps:
                  - command: "true"
                  - command: "echo {v} \"open"
            """);
        error.ShouldMatch("^error: jobs.yaml:3:14: [^\n]+\nhint: [^\n]+\nerror: jobs.yaml:7:18: [^\n]+\nhint: [^\n]+\n$");
    }

    [Theory]
    [InlineData("'echo'", "echo")]
    [InlineData("':::'", ":::", "a")]
    [InlineData("option '--arg-file'", "-a", "values")]
    [InlineData("option '--max-args'", "-n", "2")]
    public async Task What_says_what_to_run_has_no_meaning_beside_a_job_file(string what, params string[] words)
    {
        _folder.File("jobs.yaml", "jobs: [{ command: touch started }]");
        (await Tool.RunAsync(["run", "--file", "jobs.yaml", .. words])).ShouldExitWith(255).Error.ShouldMatch($"^error: {what} has no meaning with '--file'\nhint: [^\n]+\n$");
        File.Exists(_folder.File("started")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named() =>
        (await Tool.RunAsync("run", "--file", "missing.yaml")).ShouldExitWith(255).Error.ShouldMatch("^error: [^\n]*'missing.yaml'[^\n]*\nhint: [^\n]+\n$");

    [Theory]
    [InlineData("jobs: [{ command: echo yaml }]", "yaml")]
    [InlineData("""{"jobs": [{"command": "echo json"}]}""", "json")]
    [InlineData("{\"command\": \"echo first\"}\n{\"command\": \"echo second\"}\n", "first", "second")]
    public async Task Standard_input_may_be_any_of_the_formats(string jobs, params string[] lines) =>
        (await (Tool with { Input = Encoding.UTF8.GetBytes(jobs) }).RunAsync("run", "--file", "-", "-k")).ShouldExitWith(0).Lines.ShouldBe(lines);

    [Fact]
    public async Task A_dry_run_prints_the_commands_in_an_order_in_which_they_could_run()
    {
        _folder.File("jobs.yaml", """
            jobs:
              - { name: last, command: touch started, after: [all, "m-{v}"] }
              - { name: all, steps: [{ command: "echo {name} 1" }, { command: [echo, a b] }] }
              - { name: "m-{v}", command: "echo {v}", matrix: { v: [x, y z] } }
            """);
        (await Tool.RunAsync("run", "--file", "jobs.yaml", "--dry-run")).ShouldExitWith(0).Lines.ShouldBe(["echo all 1", "echo 'a b'", "echo x", "echo 'y z'", "touch started"]);
        File.Exists(_folder.File("started")).ShouldBeFalse();
    }

    public void Dispose() => _folder.Dispose();
}
