using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>A run can be asked by its owner, as long as it lasts.</summary>
public sealed class WhyTests : IDisposable
{
    readonly TemporaryFolder _home = new();

    FlyballTool Tool => new() { Environment = new Dictionary<string, string> { ["FLYBALL_HOME"] = _home.Path } };

    [Fact]
    public async Task The_run_says_what_runs_what_waits_and_what_would_help()
    {
        using RunningTool run = await Started(Tool, "run", "-j1", "--cpu-target", "10", "sleep {}", ":::", "30", "31", "32");
        string[] lines = (await Tool.RunAsync("why")).ShouldExitWith(0).Lines;
        lines[0].ShouldMatch($"^run {run.Id} in .*, for .*: 0 succeeded, 0 failed, 1 running, 2 waiting$");
        lines[1].ShouldMatch("^  job 1 runs for .* s: sleep 30$");
        lines[2].ShouldMatch("^    let through: (it fits|nothing else runs, .*); set aside: .* cores?, .* MiB; uses: ");
        lines[3].ShouldBe("  job 2 waits, 1 of 2 in the queue: sleep 31");
        lines[4].ShouldMatch("^    held for .* s by the cap of 1 running job$");
        lines[5].ShouldBe("    would start when the running job ends, or with -j 2");
        lines.Length.ShouldBe(6);
        await Ended(run);
    }

    [Fact]
    public async Task A_job_is_asked_for_by_its_number()
    {
        using RunningTool run = await Started(Tool, "run", "-j1", "--cpu-target", "10", "exec sleep {}", ":::", "0", "29.5", "31", "32");
        await Waiting.Until(() => Machine.Processes("sleep", "29.5") == 1, "the second job runs");
        (await Tool.RunAsync("why", "1")).ShouldExitWith(0).Lines[1].ShouldMatch("^  job 1: succeeded after .* s, with .* at most: exec sleep 0$");
        (await Tool.RunAsync("why", "2")).ShouldExitWith(0).Lines[1].ShouldMatch("^  job 2 runs for .* s: exec sleep 29.5$");
        using JsonDocument answer = JsonDocument.Parse((await Tool.RunAsync("why", "4", "--json")).ShouldExitWith(0).Output);
        JsonElement job = answer.RootElement.GetProperty("jobs")[0];
        (job.GetProperty("seq").GetInt32(), job.GetProperty("stage").GetString(), job.GetProperty("place").GetInt32()).ShouldBe((4, "waiting", 2));
        (job.GetProperty("gate").GetString(), job.GetProperty("limit").GetInt32(), job.GetProperty("unit").GetString()).ShouldBe(("cap", 1, "jobs"));
        JsonElement remedy = job.GetProperty("remedies")[0];
        (remedy.GetProperty("kind").GetString(), remedy.GetProperty("amount").GetInt32()).ShouldBe(("maxRunning", 3));
        (await Tool.RunAsync("why", "5")).ShouldExitWith(1).Error.ShouldBe("flyball: no run knows a job '5'\n");
        await Ended(run);
    }

    [Fact]
    public async Task A_job_of_a_file_is_asked_for_by_its_name()
    {
        string file = _home.File("jobs.yaml", "resources: { gpu: 1 }\njobs:\n  - { name: first, command: sleep 30, request: { gpu: 1 } }\n  - { name: second, command: sleep 31, request: { gpu: 1 } }\n  - { name: third, command: sleep 32, after: second }\n");
        using RunningTool run = await Started(Tool, "run", "--file", file);
        string[] lines = (await Tool.RunAsync("why", "second")).ShouldExitWith(0).Lines;
        lines[2].ShouldMatch("^    held for .* s by gpu: 1 of 1 are taken, it needs 1$");
        lines[3].ShouldBe("    would start when others give 1 of gpu back");
        (await Tool.RunAsync("why", "third")).ShouldExitWith(0).Lines[1].ShouldBe("  job 'third' waits for 1 other to end ('second'): sleep 32");
        (await Tool.RunAsync("why", "3")).ShouldExitWith(0).Lines[1].ShouldStartWith("  job 'third' waits for 1 other");
        await Ended(run);
    }

    [Fact]
    public async Task A_number_that_is_a_name_means_the_job_of_that_name()
    {
        string file = _home.File("jobs.yaml", "jobs:\n  - { name: first, command: sleep 30 }\n  - { name: '1', command: sleep 31, after: first }\n");
        using RunningTool run = await Started(Tool, "run", "--file", file);
        (await Tool.RunAsync("why", "1")).ShouldExitWith(0).Lines[1..].ShouldBe(["  job '1' waits for 1 other to end ('first'): sleep 31"]);
        await Ended(run);
    }

    [Fact]
    public async Task Several_runs_answer_in_turn_and_one_can_be_chosen()
    {
        using RunningTool first = await Started(Tool, "run", ":::", "sleep 30"), second = await Started(Tool, "run", ":::", "sleep 31");
        string[] lines = (await Tool.RunAsync("why")).ShouldExitWith(0).Lines;
        lines.Count(line => line.StartsWith("run ", StringComparison.Ordinal)).ShouldBe(2);
        lines = (await Tool.RunAsync("why", "--run", second.Id.ToString(CultureInfo.InvariantCulture))).ShouldExitWith(0).Lines;
        lines[1].ShouldEndWith(": sleep 31");
        (await Tool.RunAsync("why", "--run", "1")).ShouldExitWith(255).Error.ShouldBe("error: there is no run '1'\nhint: 'flyball why' shows all of yours with their numbers\n");
        await Ended(first);
        await Ended(second);
    }

    [Fact]
    public async Task A_run_that_is_stopped_is_named_as_such()
    {
        using RunningTool run = await Started(Tool, "run", ":::", "sleep 30");
        int engine = run.Engine!.Value;
        RunningTool.Signal(engine, RunningTool.Stop);
        await Waiting.Until(() => Machine.State(engine) == 'T', "the engine is stopped");
        (await Tool.RunAsync("why")).ShouldExitWith(1).Error.ShouldStartWith($"flyball: run {run.Id} is stopped: ");
        await Ended(run);
    }

    [Fact]
    public async Task A_run_that_starts_no_more_says_so()
    {
        using RunningTool run = await Started(Tool, "run", "-j1", "--events", _home.File("events"), "sleep {}", ":::", "30", "31");
        run.Signal(RunningTool.Terminate);
        await Waiting.Until(() => File.ReadAllText(_home.File("events")).Contains("\"cancelled\"", StringComparison.Ordinal), "what waited was dropped");
        string[] lines = (await Tool.RunAsync("why")).ShouldExitWith(0).Lines;
        lines[0].ShouldEndWith(" 1 running, 0 waiting");
        lines[1].ShouldBe("  no more jobs are started, those that run go on to their end");
        await Ended(run);
    }

    [Fact]
    public async Task Nothing_is_left_of_a_run_that_ended_and_without_one_nobody_answers()
    {
        using (RunningTool run = await Started(Tool, "run", ":::", "sleep 30")) await Ended(run);
        Directory.EnumerateFileSystemEntries(_home.File("runs")).ShouldBeEmpty();
        (await Tool.RunAsync("why")).ShouldExitWith(1).Error.ShouldBe("flyball: no run of yours is under way\n");
        (await Tool.RunAsync("run", ":::", "true")).ShouldExitWith(0);
    }

    [Fact]
    public async Task What_a_killed_run_left_is_swept_by_who_asks()
    {
        string folder;
        using (RunningTool run = await Started(Tool, "run", ":::", "sleep 30"))
        {
            folder = _home.File($"runs/{run.Id}");
            RunningTool.Signal(run.Engine!.Value, RunningTool.Kill);
            await run.Result();
        }

        (await Tool.RunAsync("why")).ShouldExitWith(1).Error.ShouldBe("flyball: no run of yours is under way\n");
        string stranger = Directory.CreateDirectory(_home.File("runs/" + new string('x', 120))).FullName;
        (await Tool.RunAsync("why")).ShouldExitWith(1).Error.ShouldBe("flyball: no run of yours is under way\n");
        Directory.Delete(stranger);
        string withoutSocket = _home.File("runs/4194000");
        Directory.CreateDirectory(withoutSocket);
        foreach (string left in (string[])[Path.Combine(folder, "why.sock"), withoutSocket]) File.SetLastWriteTimeUtc(left, DateTime.UtcNow - TimeSpan.FromMinutes(1));
        (await Tool.RunAsync("why")).ShouldExitWith(1);
        Directory.EnumerateFileSystemEntries(_home.File("runs")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_asks_nonsense_or_does_not_go_on_asking_does_no_harm()
    {
        using RunningTool run = await Started(Tool, "run", ":::", "sleep 30");
        var path = new UnixDomainSocketEndPoint(_home.File($"runs/{run.Id}/why.sock"));
        foreach (byte[] words in (byte[][])[[], [(byte)'X'], new byte[100_000]])
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(path, TestContext.Current.CancellationToken);
            try
            {
                await socket.SendAsync(words, TestContext.Current.CancellationToken);
            }
            catch (SocketException)
            {
                // It has heard enough.
            }
        }

        using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await silent.ConnectAsync(path, TestContext.Current.CancellationToken);
        (await Tool.RunAsync("why")).ShouldExitWith(0).Lines[0].ShouldStartWith($"run {run.Id} ");
        await Ended(run);
    }

    [Fact]
    public async Task Only_the_owner_can_enter_the_folder()
    {
        using RunningTool run = await Started(Tool, "run", ":::", "sleep 30");
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (string folder in (string[])["runs", $"runs/{run.Id}"])
            if (OperatingSystem.IsLinux()) File.GetUnixFileMode(_home.File(folder)).ShouldBe(owner);
        await Ended(run);
    }

    [Fact]
    public async Task A_folder_whose_name_is_too_long_for_a_socket_does_no_harm()
    {
        FlyballTool tool = new() { Environment = new Dictionary<string, string> { ["FLYBALL_HOME"] = _home.File(new('x', 90)), ["XDG_RUNTIME_DIR"] = _home.File("r") } };
        Directory.CreateDirectory(_home.File("r"));
        using RunningTool run = tool.Start("run", ":::", "sleep 30");
        await Listens(run, "r/flyball");
        // Runs without any state folder are asked too: they have nowhere else to listen.
        (await tool.RunAsync("why")).ShouldExitWith(0).Lines.ShouldContain(line => line.StartsWith($"run {run.Id} ", StringComparison.Ordinal));
        await Ended(run);
    }

    [Fact]
    public async Task Without_any_place_for_it_jobs_run_all_the_same()
    {
        FlyballTool tool = new() { Environment = new Dictionary<string, string> { ["FLYBALL_HOME"] = "/proc/nowhere" } };
        (await tool.RunAsync("run", ":::", "sleep 0.5; echo a")).ShouldExitWith(0).Output.ShouldBe("a\n");
    }

    [Fact]
    public async Task Events_say_since_when_a_job_is_held_and_what_would_help()
    {
        string events = _home.File("events");
        (await Tool.RunAsync("run", "-j1", "--cpu-target", "10", "--events", events, "sleep 0.{}", ":::", "1", "2")).ShouldExitWith(0);
        string held = File.ReadLines(events).First(line => line.StartsWith("{\"event\":\"held\"", StringComparison.Ordinal));
        held.ShouldMatch("\"since\":\"20.*Z\",\"remedies\":\\[\\{\"kind\":\"jobsEnd\",\"amount\":1\\},\\{\"kind\":\"maxRunning\",\"amount\":2\\}\\]");
    }

    async Task<RunningTool> Started(FlyballTool tool, params string[] words)
    {
        RunningTool run = tool.Start(words);
        await Listens(run, "runs");
        return run;
    }

    /// <summary>Waits until a job of the run has started, too: a run listens before.</summary>
    Task Listens(RunningTool run, string place) =>
        Waiting.Until(() => IsListening(_home.File($"{place}/{run.Id}/why.sock")) && run.Engine is { } engine && Machine.Children(engine).Any(), "the run listens, and a job runs");

    /// <summary>The name of the socket is there a moment before anybody listens.</summary>
    static bool IsListening(string socket)
    {
        using Socket asker = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            asker.Connect(new UnixDomainSocketEndPoint(socket));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    static async Task Ended(RunningTool run)
    {
        run.Signal(RunningTool.Quit);
        (await run.Result()).Exit.ShouldBe(131);
    }

    public void Dispose() => _home.Dispose();
}
