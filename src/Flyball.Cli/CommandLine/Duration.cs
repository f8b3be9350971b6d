using System.Buffers;
using System.Globalization;

namespace Flyball.Cli.CommandLine;

/// <summary>Times as users of GNU parallel write them: numbers with s, m, h or d, which may be chained. A bare number is seconds.</summary>
static class Duration
{
    // Ten thousand years: longer is a mistake, and TimeSpan's own range ends not far beyond.
    const double MostSeconds = 10_000 * 365.25 * 86_400;

    static readonly SearchValues<char> s_numberCharacters = SearchValues.Create("0123456789.");

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        double seconds = 0;
        int start = 0;
        while (start < text.Length)
        {
            int end = text.AsSpan(start).IndexOfAnyExcept(s_numberCharacters);
            end = end < 0 ? text.Length : start + end;
            if (!double.TryParse(text.AsSpan(start, end - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
                return false;
            // Only the last term may go without a unit: nothing can follow it.
            double unit = end == text.Length ? 1 : UnitSeconds(text[end]);
            seconds += number * unit;
            start = end + 1;
        }

        if (text.Length == 0 || !(seconds <= MostSeconds)) return false;
        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    static double UnitSeconds(char unit) => unit switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => double.NaN };
}
