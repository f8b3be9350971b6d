using System.Runtime.CompilerServices;
using System.Text;

namespace Flyball.Tests.Cli.Replay;

/// <summary>The record of a real run: eight jobs that work and wait on two cores.</summary>
static class SampleRecord
{
    public static byte[] Bytes { get; } = File.ReadAllBytes(Path.Combine(Folder(), "Fixtures", "sample.jsonl"));

    public static string[] Lines => Encoding.UTF8.GetString(Bytes).Split('\n')[..^1];

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
