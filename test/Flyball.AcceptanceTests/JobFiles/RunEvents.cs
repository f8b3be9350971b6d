using System.Text.Json;

namespace Flyball.AcceptanceTests.JobFiles;

/// <summary>A line of a file of <c>--events</c>.</summary>
/// <param name="Kind">What happened: <c>started</c>, <c>ended</c>.</param>
/// <param name="Id">To which job, or step.</param>
/// <param name="Name">What the job is called.</param>
/// <param name="Status">How it ended; <c>null</c>: it did not.</param>
/// <param name="Command">What it runs.</param>
sealed record RunEvent(string Kind, long Id, string Name, string? Status, string Command)
{
    public static RunEvent Parse(string line)
    {
        JsonElement all = JsonDocument.Parse(line).RootElement;
        string? Text(string field) => all.TryGetProperty(field, out JsonElement value) ? value.GetString() : null;
        return new(Text("event")!, all.GetProperty("id").GetInt64(), Text("name")!, Text("status"), Text("command")!);
    }
}

/// <summary>What the events of a run tell, in their order.</summary>
static class RunEvents
{
    public static RunEvent[] Read(string path) => [.. File.ReadLines(path).Select(RunEvent.Parse)];

    /// <summary>The names of the jobs in the order of their starts.</summary>
    public static string[] Started(string path) => [.. Read(path).Where(happened => happened.Kind == "started").Select(happened => happened.Name)];

    /// <summary>The most of some jobs that ran at once.</summary>
    public static int MostAtOnce(IEnumerable<RunEvent> events, Func<RunEvent, bool> isMeant)
    {
        HashSet<long> running = [];
        int most = 0;
        foreach (RunEvent happened in events.Where(isMeant))
        {
            if (happened.Kind == "started") running.Add(happened.Id);
            else if (happened.Kind == "ended") running.Remove(happened.Id);
            most = Math.Max(most, running.Count);
        }

        return most;
    }
}
