using System.Globalization;

namespace Flyball.Cli.CommandLine;

/// <summary>The most jobs at once, as <c>-j</c> takes it.</summary>
/// <param name="Most">At least 1; <see cref="int.MaxValue"/>: as many as there is room for.</param>
/// <param name="File">The file that it stands in, which may change; <c>null</c>: in none.</param>
readonly record struct JobCount(int Most, string? File = null)
{
    const string Forms = "a number, +N or -N for more or fewer than there are CPUs, N% of the CPUs, 0 for as many as there is room for, or a file that holds one of these";

    /// <summary>CPUs that we may use.</summary>
    static int Cpus => Environment.ProcessorCount;

    /// <exception cref="UsageException">It is none.</exception>
    public static JobCount Read(string name, string text)
    {
        if (TryParse(text, Cpus) is { } most) return new(most);
        if (!System.IO.File.Exists(text)) throw OptionValues.Wrong(name, text, "is neither a number of jobs nor a file that holds one", $"there are {Forms}");
        return ReadFile(text) is { } held ? new(held, text) : throw OptionValues.Wrong(name, text, "does not hold a number of jobs", $"the first line of the file is {Forms}");
    }

    /// <summary>What a file holds now.</summary>
    /// <returns><c>null</c>: it cannot be read, or its first line is no number of jobs.</returns>
    public static int? ReadFile(string path)
    {
        try
        {
            return TryParse(System.IO.File.ReadLines(path).FirstOrDefault("").Trim(), Cpus);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads all forms but the file. What comes out below 1 is 1.</summary>
    public static int? TryParse(string text, int cpus)
    {
        if (text is ['+' or '-', .. var more] && Whole(more) is { } number) return (int)Math.Clamp(text[0] == '+' ? (long)cpus + number : cpus - number, 1, int.MaxValue);
        if (text is [.. var percent, '%'] && Whole(percent) is { } share) return (int)Math.Clamp((long)share * cpus / 100, 1, int.MaxValue);
        return Whole(text) is { } most ? most == 0 ? int.MaxValue : most : null;
    }

    static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
