using System.Text;

namespace Flyball.AcceptanceTests.JobFiles;

/// <summary>How a job of a graph ends.</summary>
enum GraphEnd
{
    Succeeded,
    Failed,
    Skipped,
}

/// <summary>Jobs that wait for one another, at random but without circles, and what must become of them.</summary>
sealed class RandomGraph
{
    static readonly string[] s_conditions = ["success", "failure", "any"];

    readonly (int On, string Condition)[][] _after;
    readonly bool[] _fails;

    /// <param name="random">Chooses.</param>
    /// <param name="count">How many jobs.</param>
    public RandomGraph(Random random, int count)
    {
        // Numbers say who may wait for whom; their places in the file are others.
        Order = [.. Enumerable.Range(0, count)];
        random.Shuffle(Order);
        _fails = [.. Order.Select(_ => random.Next(5) == 0)];
        _after = [.. Enumerable.Range(0, count).Select(job => Enumerable.Range(0, Math.Min(job, random.Next(4))).Select(_ => Near(random, job)).Distinct().Select(on => (on, Condition(random))).ToArray())];
        Ends = new GraphEnd[count];
        for (int job = 0; job < count; job++) Ends[job] = EndOf(job);
    }

    /// <summary>The jobs in the order in which they stand in the file.</summary>
    public int[] Order { get; }

    /// <summary>How each job must end.</summary>
    public GraphEnd[] Ends { get; }

    /// <summary>What a job waits for.</summary>
    public IEnumerable<int> Before(int job) => _after[job].Select(dependency => dependency.On);

    public int Count(GraphEnd end) => Ends.Count(each => each == end);

    /// <summary>The jobs as lines of JSON; each is called by its number.</summary>
    /// <param name="command">The command of a job that fails, or does not, as JSON.</param>
    public string ToLines(Func<int, bool, string> command)
    {
        var text = new StringBuilder();
        foreach (int job in Order)
        {
            string after = string.Join(',', _after[job].Select(dependency => $"\"{dependency.On}\":\"{dependency.Condition}\""));
            text.Append($$"""{"name":"{{job}}","command":{{command(job, _fails[job])}},"after":{""").Append(after).Append("}}\n");
        }

        return text.ToString();
    }

    GraphEnd EndOf(int job)
    {
        bool Has(string condition) => _after[job].Any(dependency => dependency.Condition == condition);
        bool lacksSuccess = _after[job].Any(dependency => dependency.Condition == "success" && Ends[dependency.On] != GraphEnd.Succeeded);
        bool lacksFailure = Has("failure") && !_after[job].Any(dependency => dependency.Condition == "failure" && Ends[dependency.On] == GraphEnd.Failed);
        return lacksSuccess || lacksFailure ? GraphEnd.Skipped : _fails[job] ? GraphEnd.Failed : GraphEnd.Succeeded;
    }

    /// <summary>Half of them close by, so that there are long chains, the others anywhere before.</summary>
    static int Near(Random random, int job) => random.Next(2) == 0 ? job - 1 - random.Next(Math.Min(job, 5)) : random.Next(job);

    static string Condition(Random random) => s_conditions[Math.Max(0, random.Next(5) - 2)];
}
