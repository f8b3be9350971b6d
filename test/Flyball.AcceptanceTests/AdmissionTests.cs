using System.Diagnostics;
using System.Globalization;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

[Collection(nameof(LoadsTheMachine))]
public sealed class AdmissionTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    string Log => _folder.File("log");

    int MostAtOnce => JobLogFile.MostAtOnce(JobLogFile.Read(Log));

    [Fact]
    public async Task Memory_that_jobs_ask_for_is_never_promised_twice()
    {
        long size = Machine.MemoryTotal / 4;
        long available = Machine.MemoryAvailable;
        await Run(12, "sleep 0.3", "--memory", Text(size));
        MostAtOnce.ShouldBeLessThanOrEqualTo((int)(Math.Max(available, Machine.MemoryAvailable) / size));
        JobLogFile.Read(Log).Length.ShouldBe(12);
    }

    [Fact]
    public async Task A_job_larger_than_the_machine_runs_alone_and_is_warned_of()
    {
        ToolResult result = await Run(2, "sleep 0.2", "--memory", Text(20 * Machine.MemoryTotal));
        MostAtOnce.ShouldBe(1);
        result.Error.ShouldMatch(@"^warning: job 1: it needs [^\n]+ so it runs alone \([^\n]*(machine|control group)[^\n]*\)\n");
    }

    [Fact]
    public async Task Jobs_get_done_on_a_machine_that_others_keep_full()
    {
        Process[] others = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Process.Start(BuiltPrograms.Dummy, ["burn", "60"]))];
        try
        {
            await Run(3, "true");
        }
        finally
        {
            foreach (Process other in others)
            {
                other.Kill();
                other.Dispose();
            }
        }
    }

    [Fact]
    public async Task Jobs_that_only_wait_run_many_at_once()
    {
        // With room for two and a half busy jobs a core, whatever else the machine does: more than that run only if their idleness was seen.
        int cores = Environment.ProcessorCount;
        await Run((12 * cores) + 16, "sleep 1", "--cpu-target", "2.5");
        MostAtOnce.ShouldBeGreaterThan(4 * cores);
    }

    [Fact]
    public async Task A_cap_is_kept()
    {
        await Run(8, "sleep 0.1", "-j", "2");
        MostAtOnce.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task The_plain_rule_runs_jobs() => await Run(2, "true", "--policy", "plain");

    async Task<ToolResult> Run(int jobs, string command, params string[] options) =>
        (await FlyballTool.Run(["run", "--joblog", Log, .. options, $"{command} #", ":::", .. Enumerable.Range(1, jobs).Select(job => Text(job))])).ShouldExitWith(0);

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => _folder.Dispose();
}
