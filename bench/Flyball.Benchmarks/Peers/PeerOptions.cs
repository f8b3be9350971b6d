using System.Globalization;

namespace Flyball.Benchmarks.Peers;

/// <summary>What is asked of the comparison.</summary>
/// <param name="Flyball">The tool to be measured; null: it is published from this repository.</param>
/// <param name="Rounds">How often each contestant runs.</param>
/// <param name="Million">Whether to run a million jobs too.</param>
sealed record PeerOptions(string? Flyball = null, int Rounds = 5, bool Million = false)
{
    /// <summary>Reads <c>[PATH] [--rounds N] [--million]</c>.</summary>
    /// <returns>Null when these are other words, or the file does not exist.</returns>
    public static PeerOptions? Parse(ReadOnlySpan<string> words)
    {
        var options = new PeerOptions();
        while (!words.IsEmpty)
        {
            switch (words)
            {
                case ["--million", ..]:
                    options = options with { Million = true };
                    words = words[1..];
                    break;
                case ["--rounds", var number, ..] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int rounds) && rounds > 0:
                    options = options with { Rounds = rounds };
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
