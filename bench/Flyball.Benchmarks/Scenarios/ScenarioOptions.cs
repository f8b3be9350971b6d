using System.Globalization;

namespace Flyball.Benchmarks.Scenarios;

/// <summary>What is asked of the scenarios.</summary>
/// <param name="Flyball">The tool to be measured; null: it is published from this repository.</param>
/// <param name="Only">Names of the scenarios to run; empty: all.</param>
/// <param name="Rounds">How often each contestant runs.</param>
/// <param name="Quick">Whether only Flyball and <c>xargs</c> take part.</param>
sealed record ScenarioOptions(string? Flyball, string[] Only, int Rounds, bool Quick)
{
    /// <summary>Reads <c>[PATH] [--only NAME,NAME] [--rounds N] [--quick]</c>.</summary>
    /// <returns>Null when these are other words, or the file does not exist.</returns>
    public static ScenarioOptions? Parse(ReadOnlySpan<string> words)
    {
        var options = new ScenarioOptions(null, [], 3, false);
        while (!words.IsEmpty)
        {
            switch (words)
            {
                case ["--quick", ..]:
                    options = options with { Quick = true };
                    words = words[1..];
                    break;
                case ["--rounds", var number, ..] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int rounds) && rounds > 0:
                    options = options with { Rounds = rounds };
                    words = words[2..];
                    break;
                case ["--only", var names, ..] when names.Split(',').All(Workloads.Names.Contains):
                    options = options with { Only = names.Split(',') };
                    words = words[2..];
                    break;
                case [var path, ..] when options.Flyball is null && File.Exists(path):
                    options = options with { Flyball = Path.GetFullPath(path) };
                    words = words[1..];
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
