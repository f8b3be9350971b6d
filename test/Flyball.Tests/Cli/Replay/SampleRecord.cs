using System.Runtime.CompilerServices;
using System.Text;

namespace Flyball.Tests.Cli.Replay;

/// <summary>The record of a real run: eight jobs that work and wait on two cores.</summary>
static class SampleRecord
{
    public static byte[] Bytes { get; } = File.ReadAllBytes(Path.Combine(Folder(), "Fixtures", "sample.jsonl"));

    public static string[] Lines => Encoding.UTF8.GetString(Bytes).Split('\n')[..^1];

    /// <summary>A decision with everything that one may be made from, and a step for the sake of memory.</summary>
    public const string FullDecision = """
        {"decision":{"at":9,"now":9,"loadTakenAt":8.9,"ownCores":1.5,"personIdle":40,"done":{"at":8.9,"cpuTime":7.5,"bytes":102793216},"state":{"lastStart":6.1,"waitingSince":1.5,"crowded":true,"crowdedAt":0.3,"crowdedTwice":true,"surplus":0.25,"surplusAt":6.9,"heldForCpu":true,"yield":{"limit":4,"stage":"trying","binds":true,"since":{"at":6.9,"cpuTime":0.7,"bytes":1027932},"wasActive":true,"seen":{"at":6.9,"cpuTime":0.7,"bytes":102793216},"triedAt":5,"baseLimit":2,"base":{"seconds":2,"cores":1.5,"bytesPerSecond":2e8,"refaultedBytesPerSecond":1e6},"goesDown":true,"isSlowStart":true,"frozenUntil":7,"backoff":8,"peakBytes":134379251.8519288,"mostBytes":1e8,"thrashes":true,"refaultsPerJob":5,"isFound":true},"memory":{"isShort":true,"calmSince":8,"needed":2e9,"available":1e9,"isUrgent":true,"steppedAt":7,"endedAt":6,"victim":3,"freeingAt":6}},"queue":[{"id":1,"estimate":0,"queuedAt":0.07,"priority":1,"heldSince":0.5,"memoryEnds":2}],"running":[{"id":2,"estimate":0,"startedAt":0.1,"cores":0.5,"memory":100000000,"wantsCpu":true,"bytesPerSecond":1e6,"isSuspended":true,"steppedAt":7,"growth":-5,"cpuTime":3.5,"memoryEnds":1},{"id":3,"estimate":0,"startedAt":0.1,"isSuspendable":false,"isEnding":true,"isRepeatable":false,"growth":100000000}],"estimates":[{"cores":1,"memory":524288000,"duration":3,"coresSource":"learned","memorySource":"learned","bytesPerSecond":1e6,"bestConcurrency":3,"siblings":4}],"decided":[{"gate":"memoryShort","used":0,"needed":2e9,"limit":1e9}],"memoryStep":{"kind":"suspend","job":3,"gate":"memoryShort","used":0,"needed":2e9,"limit":1e9}}}
        """;

    /// <summary>A record of these lines, behind the header and the first policy and load of the sample.</summary>
    public static MemoryStream With(params ReadOnlySpan<string> lines)
    {
        string[] sample = Lines;
        string[] head = [sample[0], sample.First(line => line.StartsWith("""{"policy":""", StringComparison.Ordinal)), sample.First(line => line.StartsWith("""{"load":""", StringComparison.Ordinal))];
        return Of([.. head, .. lines]);
    }

    /// <summary>A record of these lines.</summary>
    public static MemoryStream Of(params IEnumerable<string> lines) => new(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));

    static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
