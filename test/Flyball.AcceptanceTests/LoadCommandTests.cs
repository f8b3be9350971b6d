using System.Text.Json;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

[Collection(nameof(LoadsTheMachine))]
public sealed class LoadCommandTests
{
    [Fact]
    public async Task The_numbers_agree_with_those_of_the_kernel()
    {
        long before = Machine.MemoryAvailable;
        using JsonDocument load = JsonDocument.Parse((await FlyballTool.Run("load", "--json")).ShouldExitWith(0).Output);
        long after = Machine.MemoryAvailable;

        JsonElement capacity = load.RootElement.GetProperty("capacity");
        capacity.GetProperty("machineMemory").GetInt64().ShouldBe(Machine.MemoryTotal);
        double cores = capacity.GetProperty("usableCpus").GetInt32();
        if (capacity.TryGetProperty("cpuQuota", out JsonElement quota)) cores = Math.Min(cores, Math.Ceiling(quota.GetDouble()));
        cores.ShouldBe(Environment.ProcessorCount);

        long available = load.RootElement.GetProperty("memoryAvailable").GetInt64();
        available.ShouldBeLessThan((long)(Math.Max(before, after) * 1.05));
        if (!load.RootElement.TryGetProperty("memoryAvailableGroup", out _)) available.ShouldBeGreaterThan((long)(Math.Min(before, after) * 0.95));
        load.RootElement.GetProperty("oneCoreJob").GetProperty("gate").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData(RunningTool.Interrupt, 130)]
    [InlineData(RunningTool.Terminate, 143)]
    public async Task Watching_goes_on_until_a_signal(int signal, int exit)
    {
        using RunningTool tool = new FlyballTool().Start("load", "--watch", "--json");
        await Waiting.Until(() => tool.Output.Count(character => character == '\n') >= 2, "two objects are printed");
        tool.Signal(signal);
        ToolResult result = await tool.Result();
        result.ShouldExitWith(exit).Error.ShouldBeEmpty();
        foreach (string line in result.Lines) JsonDocument.Parse(line).Dispose();
    }

    [Fact]
    public async Task Watching_ends_when_the_reader_goes_away()
    {
        FlyballTool tool = new() { Through = [Requirement.Program("bash"), "-c", "\"$@\" | head -n 1; exit ${PIPESTATUS[0]}", "bash"] };
        (await tool.RunAsync("load", "--watch", "--json")).ShouldExitWith(141).Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_pressure_everything_works_and_what_cannot_be_seen_is_said()
    {
        Requirement.Need("root", "unshare", "mount");
        FlyballTool tool = new() { Through = ["unshare", "-m", "sh", "-c", "mount -t tmpfs none /proc/pressure && exec \"$@\"", "sh"] };
        string[] lines = (await tool.RunAsync("load")).ShouldExitWith(0).Lines;
        lines.ShouldContain("pressure  cpu unknown, memory unknown, io unknown (some/full of the time)");
        lines.ShouldContain("unseen    pressure on CPUs, pressure on memory, pressure on I/O: this system does not tell, so it is decided without");
        (await tool.RunAsync("run", "-k", "echo", ":::", "a", "b")).ShouldExitWith(0).Output.ShouldBe("a\nb\n");
    }

    [Fact]
    public async Task What_protects_the_foreground_is_named()
    {
        Requirement.Need("autogroup");
        (await FlyballTool.Run("load")).ShouldExitWith(0).Lines.ShouldContain("foreground is protected by the session's autogroup");
        using JsonDocument load = JsonDocument.Parse((await FlyballTool.Run("load", "--json")).ShouldExitWith(0).Output);
        load.RootElement.GetProperty("foreground").GetString().ShouldBe("autogroup");
    }

    [Fact]
    public async Task Every_gate_is_shown()
    {
        string[] lines = (await FlyballTool.Run("load")).ShouldExitWith(0).Lines;
        foreach (string gate in (string[])["cores", "memory", "swap", "pressure", "disk", "refaults", "runnable", "person", "foreground", "a job"])
            lines.ShouldContain(line => line.StartsWith(gate, StringComparison.Ordinal));
    }
}
