namespace Flyball.Cli.CommandLine;

/// <summary>Finds what a mistyped word was meant to be.</summary>
static class Suggestion
{
    // The comparison takes time and memory by the square of the length, and nobody mistypes so long a word.
    const int LongestWord = 200;

    /// <summary>The nearest candidate, if it is near enough to be meant.</summary>
    public static string? For(string word, IEnumerable<string> candidates)
    {
        int most = Math.Max(1, word.Length / 4);
        if (word.Length > LongestWord) return null;
        // Each character that one is longer costs an insertion: most candidates need no closer look.
        (string? best, int distance) = candidates.Where(candidate => Math.Abs(candidate.Length - word.Length) <= most)
            .Select(candidate => ((string?)candidate, Distance(word, candidate))).DefaultIfEmpty((null, int.MaxValue)).MinBy(pair => pair.Item2);
        return distance <= most ? best : null;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other.</summary>
    static int Distance(string from, string to)
    {
        var cost = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            for (int j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }

                int replaced = cost[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(replaced, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }

        return cost[from.Length, to.Length];
    }
}
