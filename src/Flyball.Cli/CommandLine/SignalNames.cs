using System.Globalization;

namespace Flyball.Cli.CommandLine;

/// <summary>Signals by their names (signal(7)), with and without SIG, and by their numbers. The numbers are Linux's.</summary>
static class SignalNames
{
    static readonly Dictionary<string, int> s_numbers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["HUP"] = 1, ["INT"] = 2, ["QUIT"] = 3, ["ABRT"] = 6, ["KILL"] = 9, ["USR1"] = 10, ["USR2"] = 12, ["ALRM"] = 14, ["TERM"] = 15, ["CONT"] = 18, ["STOP"] = 19, ["TSTP"] = 20,
    };

    /// <returns><c>null</c>: there is no such signal.</returns>
    public static int? Number(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return number is >= 1 and <= 64 ? number : null;
        string name = text.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? text[3..] : text;
        return s_numbers.TryGetValue(name, out number) ? number : null;
    }
}
