using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests.JobFiles;

/// <summary>Where the outputs of the jobs of a job file go. Those of steps in order: see <see cref="StepTests"/>.</summary>
public sealed class OutputTests : IDisposable
{
    const string Jobs = """
        jobs:
          - { name: plain, command: echo p }
          - { name: a/b, command: echo slash; echo error >&2 }
          - { name: .., command: echo dots }
          - { name: "m-{v}", command: "echo {v}", matrix: { v: [1, x y] } }
          - { name: steps, steps: [{ command: echo s1 }, { command: echo s2 }] }
          - { command: echo nameless }
        """;

    readonly TemporaryFolder _folder = new();

    Task<ToolResult> Run(string jobs, params string[] words)
    {
        _folder.File("jobs.yaml", jobs);
        return new FlyballTool { Folder = _folder.Path }.RunAsync(["run", "--file", "jobs.yaml", "--cores", "0", "--memory", "1M", .. words]);
    }

    /// <summary>All files of a kind, with what is in them.</summary>
    string[] Results(string kind) =>
        [.. Directory.GetFiles(_folder.File("out"), kind, SearchOption.AllDirectories).Select(file => $"{Path.GetRelativePath(_folder.File("out"), file)}: {File.ReadAllText(file).TrimEnd()}").Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Results_are_in_a_folder_for_each_job_and_in_it_for_each_step()
    {
        (await Run(Jobs, "--results", "out")).ShouldExitWith(0).Output.ShouldBeEmpty();
        Results("stdout").ShouldBe([@"\../stdout: dots", @"a\_b/stdout: slash", "job-6/stdout: nameless", "m-1/stdout: 1", "m-x y/stdout: x y", "plain/stdout: p", "steps/1/stdout: s1", "steps/2/stdout: s2"]);
        Results("seq").Length.ShouldBe(8);
        File.ReadAllText(_folder.File(@"out/a\_b/stderr")).ShouldBe("error\n");
    }

    [Fact]
    public async Task Jobs_whose_long_names_begin_alike_have_results_of_their_own()
    {
        string name = new('n', 300);
        (await Run($$"""jobs: [{ name: "{{name}}-{v}", command: "echo {v}", matrix: { v: [a, b] } }]""", "--results", "out")).ShouldExitWith(0);
        Results("stdout").Select(result => result[^3..]).ShouldBe([": a", ": b"]);
    }

    [Fact]
    public async Task A_template_of_results_gives_each_step_a_file_too()
    {
        (await Run("jobs: [{ name: one, command: echo 1 }, { name: two, steps: [{ command: echo s1 }, { command: echo s2 }] }]", "--results", "out/{name}")).ShouldExitWith(0);
        (File.ReadAllText(_folder.File("out/one")), File.ReadAllText(_folder.File("out/two/1")), File.ReadAllText(_folder.File("out/two/2"))).ShouldBe(("1\n", "s1\n", "s2\n"));
    }

    [Fact]
    public async Task A_tag_is_the_name_of_the_job() =>
        (await Run(Jobs, "-k", "--tag")).ShouldExitWith(0).Lines.ShouldBe(["plain\tp", "a/b\tslash", "..\tdots", "m-1\t1", "m-x y\tx y", "steps\ts1", "steps\ts2", "job-6\tnameless"]);

    [Fact]
    public async Task A_tag_may_hold_the_name_and_the_number() =>
        (await Run("jobs: [{ name: one, command: echo 1 }, { name: two, command: echo 2 }]", "-k", "--tagstring", "{name} {#} {}")).ShouldExitWith(0).Lines.ShouldBe(["one 1 {}\t1", "two 2 {}\t2"]);

    [Fact]
    public async Task A_tag_and_a_name_of_results_may_hold_the_units_that_a_job_holds()
    {
        const string jobs = "{ resources: { gpu: 2 }, jobs: [{ name: one, command: 'echo {gpu}', request: { gpu: 2 } }, { name: none, command: echo none }] }";
        (await Run(jobs, "-k", "--tagstring", "{name} on {gpu}")).ShouldExitWith(0).Lines.ShouldBe(["one on 0,1\t0,1", "none on {gpu}\tnone"]);
        (await Run(jobs, "--results", "out/{gpu}-{name}")).ShouldExitWith(0);
        File.ReadAllText(_folder.File("out/0,1-one")).ShouldBe("0,1\n");
    }

    public void Dispose() => _folder.Dispose();
}
