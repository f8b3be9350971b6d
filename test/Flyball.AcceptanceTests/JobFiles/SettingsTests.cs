using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests.JobFiles;

/// <summary>What a job file says of single jobs: their surroundings, their limits, and how often they are tried.</summary>
public sealed class SettingsTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    Task<ToolResult> Run(string jobs, params string[] words)
    {
        _folder.File("jobs.yaml", jobs);
        FlyballTool tool = new() { Folder = _folder.Path, Environment = new Dictionary<string, string> { ["INHERITED"] = "inherited", ["REMOVED"] = "inherited" } };
        return tool.RunAsync(["run", "--file", "jobs.yaml", "--joblog", "log", "--cores", "0", "--memory", "1M", "-k", .. words]);
    }

    [Fact]
    public async Task The_environment_is_our_own_with_what_the_job_says_and_null_removes_a_variable() =>
        (await Run("""
            defaults: { environment: { A: default, B: default } }
            jobs:
              - command: echo $INHERITED ${REMOVED-none} ${A-none} "$B"
                environment: { REMOVED: null, A: null, B: "a 'b' $HOME" }
              - command: [printenv, A, B, REMOVED]
            """)).ShouldExitWith(0).Lines.ShouldBe(["inherited none none a 'b' $HOME", "default", "default", "inherited"]);

    [Fact]
    public async Task A_job_starts_in_its_directory_and_another_must_be_there()
    {
        Directory.CreateDirectory(_folder.File("in here"));
        ToolResult result = await Run("""
            jobs:
              - { name: inside, command: "echo ${PWD##*/}", directory: in here }
              - { name: direct, command: [pwd, -P], directory: in here }
              - { name: nowhere, command: echo nowhere, directory: not there }
            """);
        result.ShouldExitWith(1).Output.ShouldBe($"in here\n{_folder.File("in here")}\n");
        result.Error.ShouldMatch("^flyball: job 'nowhere': [^\n]*not there[^\n]*\nflyball: 2 succeeded, 1 failed in ");
    }

    [Fact]
    public async Task A_job_that_runs_too_long_is_ended_and_has_failed_for_those_that_wait_for_it()
    {
        ToolResult result = await Run("""
            jobs:
              - { name: slow, command: sleep 30, timeout: 0.1s }
              - { command: echo repaired, after: { slow: failure } }
            """);
        result.ShouldExitWith(1).Output.ShouldBe("repaired\n");
        JobLogFile.Read(_folder.File("log")).Select(line => (line.Seq, line.Exit)).ShouldBe([(1, -1), (2, 0)]);
    }

    [Fact]
    public async Task A_job_that_fails_is_tried_again_after_a_pause_and_those_that_wait_for_it_see_its_last_end()
    {
        ToolResult result = await Run("""
            defaults: { retries: 2 }
            jobs:
              - name: flaky
                command: date +%s.%N >>times; test $(wc -l <times) = 3
                retries: { attempts: 3, delay: 0.2s }
              - { command: echo well, after: flaky }
              - { name: broken, command: echo tried >>tries; exit 4 }
              - { name: once, command: echo tried >>one; exit 5, retries: 1 }
            """);
        result.ShouldExitWith(2).Output.ShouldBe("well\n");
        decimal[] times = [.. File.ReadAllLines(_folder.File("times")).Select(line => decimal.Parse(line, System.Globalization.CultureInfo.InvariantCulture))];
        times.Length.ShouldBe(3);
        times.Zip(times.Skip(1), (one, next) => next - one).ShouldAllBe(pause => pause >= 0.2m);
        (File.ReadAllLines(_folder.File("tries")).Length, File.ReadAllLines(_folder.File("one")).Length).ShouldBe((2, 1));
        JobLogFile.Read(_folder.File("log")).Select(line => (line.Seq, line.Exit)).Order().ShouldBe([(1, 0), (2, 0), (3, 4), (4, 5)]);
    }

    public void Dispose() => _folder.Dispose();
}
