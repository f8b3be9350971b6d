using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>What earlier runs have kept, when a run cannot begin.</summary>
public sealed class UnbegunRunTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("--results", "log/x")]
    [InlineData("--results", "log/x.csv")]
    [InlineData("--record", "log/x")]
    [InlineData("--checkpoint", "log/x")]
    [InlineData("--checkpoint", "notes")]
    [InlineData("--joblog", "log/x")]
    [InlineData("--events", "log/x")]
    [InlineData("--resume")]
    public async Task A_run_that_cannot_begin_takes_nothing_away(params string[] wrong)
    {
        foreach (string name in (string[])["log", "events", "record", "table.csv"]) _folder.File(name, "of an earlier run");
        FlyballTool tool = new() { Folder = _folder.Path };
        (await tool.RunAsync("run", "--checkpoint", "notes", "echo", ":::", "a")).ShouldExitWith(0);
        string[] before = Contents();
        (await tool.RunAsync(["run", "--joblog", "log", "--events", "events", "--record", "record", "--results", "table.csv", .. wrong, "touch", ":::", "started"])).ShouldExitWith(255);
        Contents().ShouldBe(before);
    }

    [Fact]
    public async Task Neither_does_one_whose_outputs_have_no_room()
    {
        _folder.File("log", "of an earlier run");
        FlyballTool tool = new() { Folder = _folder.Path, Environment = new Dictionary<string, string> { ["TMPDIR"] = "/nonexistent" } };
        (await tool.RunAsync("run", "--joblog", "log", "touch", ":::", "started")).ShouldExitWith(255).Error.ShouldStartWith("error: the output of jobs cannot be collected: ");
        Contents().ShouldBe(["log: of an earlier run"]);
    }

    /// <summary>The files that hold something.</summary>
    string[] Contents() =>
    [
        .. Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal).Select(file => $"{Path.GetFileName(file)}: {File.ReadAllText(file)}").Where(line => !line.EndsWith(": ", StringComparison.Ordinal)),
    ];

    public void Dispose() => _folder.Dispose();
}
