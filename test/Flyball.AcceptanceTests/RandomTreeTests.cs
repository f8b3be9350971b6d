using CsCheck;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>Whatever a job starts, however its processes hide, and whenever it is told to end: nothing is left.</summary>
[Collection(nameof(LoadsTheMachine))]
public sealed class RandomTreeTests
{
    static readonly string[] s_ways =
    [
        "{0} &", "( {0} & )", "setsid {0} &", "( setsid {0} & )", "env -i PATH=\"$PATH\" setsid {0} &", "( env -i PATH=\"$PATH\" setsid {0} & ) &", "nohup {0} >/dev/null 2>&1 &",
        "( trap '' TERM INT HUP; exec {0} ) &",
    ];

    static readonly Gen<string> s_way = Gen.Int[0, s_ways.Length - 1].Select(index => s_ways[index]);

    static readonly Gen<Node> s_tree = Gen.Recursive<Node>((depth, node) => Gen.Select(s_way, Gen.Bool, node.List[0, depth < 2 ? 3 : 0], (way, stubborn, children) => new Node(way, stubborn, [.. children])));

    sealed record Node(string Way, bool Stubborn, Node[] Children);

    [Fact]
    public void Random_trees_of_processes_that_are_ended_at_random_moments_leave_nothing() =>
        Gen.Select(s_tree.Array[1, 3], Gen.Double[0.02, 0.5], Gen.Int[0, 2]).Sample((trees, after, how) =>
        {
            using TemporaryFolder folder = new();
            string mark = $"97531.{BitConverter.ToUInt64(Guid.NewGuid().ToByteArray())}";
            string[] scripts = [.. trees.Select((tree, index) => Write(folder, tree, $"{index}", mark))];
            string limit = FormattableString.Invariant($"{after:0.000}");
            FlyballTool tool = new() { Folder = folder.Path };
            string[] options = ["run", "--cores", "0", "--memory", "1M", "-j", "4"];
            using RunningTool running = how == 0 ? tool.Start([.. options, "--timeout", limit, "sh", ":::", .. scripts]) : tool.Start([.. options, "sh", ":::", .. scripts]);
            if (how > 0)
            {
                // The moment of the end is anywhere in the beginning of the trees; that it is late or early is what is tested.
                new ManualResetEventSlim().Wait(TimeSpan.FromSeconds(after), TestContext.Current.CancellationToken);
                RunningTool.Signal(how == 1 || running.Engine is not { } engine ? running.Id : engine, RunningTool.Kill);
            }

            running.Result().GetAwaiter().GetResult();
            Waiting.Until(() => Machine.Processes("sleep", mark) == 0, $"nothing is left of {string.Join(" and ", trees.Select(tree => tree.ToString()))}").GetAwaiter().GetResult();
        }, iter: 12, threads: 1);

    /// <summary>Writes a script for a tree: it starts its children, each in its way, and then sleeps, ignoring signals or not.</summary>
    static string Write(TemporaryFolder folder, Node node, string name, string mark)
    {
        IEnumerable<string> children = node.Children.Select((child, index) => string.Format(null, child.Way, $"sh {Write(folder, child, $"{name}.{index}", mark)}"));
        return folder.File(name, string.Join('\n', [node.Stubborn ? "trap '' TERM INT HUP" : ":", $"cd {folder.Path}", .. children, $"sleep {mark}", ""]));
    }
}
