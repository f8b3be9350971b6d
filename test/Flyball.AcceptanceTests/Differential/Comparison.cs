using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests.Differential;

/// <summary>
/// Runs command lines by GNU parallel and by Flyball, where <c>{tool}</c> stands, and compares what can be seen of them. Where GNU parallel does not promise an order the
/// line itself sorts, or says <c>-j1</c> or <c>-k</c>. What differs on purpose is no line here but a row in the manual: see <see cref="DocumentedDifferenceTests"/>.
/// </summary>
static class Comparison
{
    public static async Task Agree(string line)
    {
        (string theirs, string ours, string error) = await Run(line);
        ours.ShouldBe(theirs, error);
    }

    public static async Task Differ(string line)
    {
        (string theirs, string ours, _) = await Run(line);
        ours.ShouldNotBe(theirs);
    }

    static async Task<(string Theirs, string Ours, string Error)> Run(string line)
    {
        Requirement.Need("linux", "parallel", "bash");
        line.ShouldContain("{tool}");
        (string theirs, _) = await ComparedTool.Parallel.Run(line);
        (string ours, string error) = await ComparedTool.Flyball.Run(line);
        return (theirs, ours, error);
    }
}
