using System.Text.Json;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

[Collection(nameof(LoadsTheMachine))]
public sealed class ControlGroupTests : IDisposable
{
    const long Limit = 1L << 30;

    readonly ControlGroup _group = new(Limit);

    FlyballTool Inside => new() { Through = ["sh", "-c", "echo $$ >\"$0\" && exec \"$@\"", _group.Members] };

    [Fact]
    public async Task The_limit_of_the_group_bounds_what_runs_at_once()
    {
        using TemporaryFolder folder = new();
        ToolResult result = await Inside.RunAsync(["run", "--joblog", folder.File("log"), "--memory", "300M", "sleep 0.3 #", ":::", .. "0123456789".Select(digit => $"{digit}")]);
        result.ShouldExitWith(0);
        JobLogLine[] lines = JobLogFile.Read(folder.File("log"));
        lines.Length.ShouldBe(10);
        JobLogFile.MostAtOnce(lines).ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task A_job_larger_than_the_group_is_warned_of_with_its_name()
    {
        ToolResult result = await Inside.RunAsync("run", "--memory", "2G", "true", ":::", "a");
        result.ShouldExitWith(0).Error.ShouldContain($"(the limit of control group {_group.Name})");
    }

    [Fact]
    public async Task The_group_that_limits_is_named()
    {
        (await Inside.RunAsync("load")).ShouldExitWith(0).Output.ShouldContain($"the limit of control group {_group.Name};");
        using JsonDocument load = JsonDocument.Parse((await Inside.RunAsync("load", "--json")).ShouldExitWith(0).Output);
        JsonElement capacity = load.RootElement.GetProperty("capacity");
        capacity.GetProperty("memoryLimitGroup").GetString().ShouldBe(_group.Name);
        capacity.GetProperty("memoryLimit").GetInt64().ShouldBe(Limit);
        load.RootElement.GetProperty("memoryAvailable").GetInt64().ShouldBeInRange(1, Limit);
    }

    public void Dispose() => _group.Dispose();
}
