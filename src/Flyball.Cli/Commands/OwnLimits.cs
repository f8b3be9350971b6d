namespace Flyball.Cli.Commands;

/// <summary>The limits of this process that the kernel keeps (<c>ulimit</c>).</summary>
static class OwnLimits
{
    /// <summary>The soft limit, which is in force; <c>null</c>: there is none, or it cannot be read.</summary>
    /// <param name="name">As in <c>/proc/self/limits</c>: three words.</param>
    public static long? Soft(string name)
    {
        try
        {
            return Soft(File.ReadLines("/proc/self/limits"), name);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The same, from the lines of that file.</summary>
    public static long? Soft(IEnumerable<string> lines, string name)
    {
        string line = lines.FirstOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal)) ?? "";
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 3 && long.TryParse(words[3], out long limit) ? limit : null;
    }
}
