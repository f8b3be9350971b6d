using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests.JobFiles;

/// <summary>Jobs of several steps.</summary>
public sealed class StepTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    Task<ToolResult> Run(string jobs, params string[] words)
    {
        _folder.File("jobs.yaml", jobs);
        return new FlyballTool { Folder = _folder.Path }.RunAsync(["run", "--file", "jobs.yaml", "--joblog", "log", "--cores", "0", "--memory", "1M", .. words]);
    }

    JobLogLine[] Log => JobLogFile.Read(_folder.File("log"));

    [Fact]
    public async Task Steps_run_one_after_another_and_are_one_line_of_the_log()
    {
        ToolResult result = await Run("""
            jobs:
              - name: all
                steps:
                  - command: echo one >>marks; sleep 0.1; echo one ends >>marks
                  - command: [sh, -c, echo two >>marks]
                  - { command: echo three >>marks }
            """);
        result.ShouldExitWith(0).Error.ShouldStartWith("flyball: 1 succeeded in ");
        File.ReadAllLines(_folder.File("marks")).ShouldBe(["one", "one ends", "two", "three"]);
        Log.ShouldHaveSingleItem().Seq.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_wrong_with_a_step_is_said_once()
    {
        ToolResult result = await Run("jobs: [{ name: all, directory: none, steps: [{ command: echo one }, { command: echo two }] }, { name: late, steps: [{ command: sleep 30 }], timeout: 0.2s }]");
        result.ShouldExitWith(2).Error.Split("flyball: job 'all': cannot start in 'none': no such directory\n").Length.ShouldBe(2, result.Error);
        result.Error.Split("flyball: job 'late': ended by its time limit").Length.ShouldBe(2, result.Error);
    }

    [Fact]
    public async Task The_log_tells_what_steps_were_granted_when_they_started()
    {
        await Run("jobs: [{ name: all, steps: [{ command: 'echo {%}' }, { command: 'echo {cores} {#}; exit 3' }, { command: 'echo {%}' }] }]", "--events", "events");
        Log.ShouldHaveSingleItem().Command.ShouldBe("echo 1 && echo 0 1; exit 3 && echo '{%}'");
        File.ReadLines(_folder.File("events")).Last().ShouldContain("\"command\":\"echo 1 && echo 0 1; exit 3 && echo '{%}'\"");
    }

    [Fact]
    public async Task The_first_step_that_fails_ends_the_job_and_counts_once()
    {
        ToolResult result = await Run("""
            jobs:
              - { name: all, steps: [{ command: echo one }, { command: exit 3 }, { command: echo three }] }
              - { command: echo rest, after: all }
              - { command: echo repair, after: { all: failure } }
            """);
        result.ShouldExitWith(1).Lines.ShouldBe(["one", "repair"]);
        result.Error.ShouldStartWith("flyball: job 'job-2': skipped: 'all' failed\nflyball: 1 succeeded, 1 failed, 1 skipped in ");
        Log.Select(line => (line.Seq, line.Exit)).ShouldBe([(1, 3), (3, 0)]);
    }

    [Fact]
    public async Task A_step_that_fails_is_repeated_without_those_before_it()
    {
        ToolResult result = await Run("""
            jobs:
              - name: all
                retries: 3
                steps:
                  - command: echo one >>marks
                  - command: echo try >>marks; test $(grep -c try marks) = 3
                  - command: echo last >>marks
            """);
        result.ShouldExitWith(0);
        File.ReadAllLines(_folder.File("marks")).ShouldBe(["one", "try", "try", "try", "last"]);
        Log.ShouldHaveSingleItem().Exit.ShouldBe(0);
    }

    [Fact]
    public async Task Steps_have_settings_of_their_own_and_else_those_of_the_job()
    {
        Directory.CreateDirectory(_folder.File("in"));
        ToolResult result = await Run("""
            defaults: { environment: { A: default, B: default } }
            jobs:
              - name: all
                environment: { B: job, C: job }
                directory: in
                steps:
                  - command: echo $A $B $C ${PWD##*/}
                  - { command: "echo $A $B ${C-none} ${PWD##*/}", environment: { B: step, C: null }, directory: . }
            """);
        result.ShouldExitWith(0).Lines.ShouldBe(["default job job in", $"default step none {Path.GetFileName(_folder.Path)}"]);
    }

    [Fact]
    public async Task A_step_that_takes_too_long_ends_the_job()
    {
        ToolResult result = await Run("jobs: [{ name: all, steps: [{ command: sleep 30, timeout: 0.1s }, { command: echo late }] }]");
        result.ShouldExitWith(1).Output.ShouldBeEmpty();
        Log.ShouldHaveSingleItem().Exit.ShouldBe(-1);
    }

    [Theory]
    [InlineData]
    [InlineData("--line-buffer")]
    public async Task In_order_all_steps_of_a_job_come_before_the_next_job(params string[] words)
    {
        ToolResult result = await Run("""
            jobs:
              - name: first
                steps:
                  - { command: "echo 1a; while ! [ -e second-done ]; do sleep 0.02; done" }
                  - { command: "echo 1b; while ! [ -e third-done ]; do sleep 0.02; done" }
                  - { command: echo 1c }
              - name: second
                steps: [{ command: echo 2a }, { command: echo 2b; touch second-done }]
              - name: third
                command: echo 3; touch third-done
            """, ["-k", "--tag", "-j", "3", "--aggressiveness", "eager", .. words]);
        result.ShouldExitWith(0).Lines.ShouldBe(["first\t1a", "first\t1b", "first\t1c", "second\t2a", "second\t2b", "third\t3"]);
    }

    public void Dispose() => _folder.Dispose();
}
