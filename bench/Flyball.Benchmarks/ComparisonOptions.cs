using System.Globalization;

namespace Flyball.Benchmarks;

/// <summary>What is asked of a comparison with peers.</summary>
/// <param name="Flyball">The tool to be measured; null: it is published from this repository.</param>
/// <param name="Rounds">How often each contestant runs.</param>
/// <param name="Only">Names of what is to be run; empty: all.</param>
/// <param name="Quick">Whether only Flyball and <c>xargs</c> take part.</param>
/// <param name="Million">Whether to run a million jobs too.</param>
sealed record ComparisonOptions(string? Flyball, int Rounds, string[] Only, bool Quick = false, bool Million = false)
{
    /// <summary>Reads <c>[PATH] [--rounds N] [--only NAME,NAME]</c> and the flag.</summary>
    /// <param name="words">The words.</param>
    /// <param name="rounds">How many rounds there are unless they say.</param>
    /// <param name="flag">The one that this comparison has, <c>--quick</c> or <c>--million</c>.</param>
    /// <param name="names">What may be chosen from; empty: nothing.</param>
    /// <returns>Null when these are other words, or the file does not exist.</returns>
    public static ComparisonOptions? Parse(ReadOnlySpan<string> words, int rounds, string flag, IReadOnlyCollection<string> names)
    {
        var options = new ComparisonOptions(null, rounds, []);
        while (!words.IsEmpty)
        {
            switch (words)
            {
                case [var word, ..] when word == flag:
                    options = options with { Quick = word == "--quick", Million = word == "--million" };
                    words = words[1..];
                    break;
                case ["--rounds", var number, ..] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int given) && given > 0:
                    options = options with { Rounds = given };
                    words = words[2..];
                    break;
                case ["--only", var list, ..] when list.Split(',').All(names.Contains):
                    options = options with { Only = list.Split(',') };
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
