using System.Globalization;
using Flyball.Execution;
using Flyball.Jobs;

namespace Flyball.Cli.CommandLine;

/// <summary>Reads the values of <see cref="ProcessOptions"/>. Each function takes the option's name for the message.</summary>
static class ProcessOptionValues
{
    /// <summary>What is said of a text that is no time limit.</summary>
    public const string NoTimeLimit = "is neither a time above zero nor a percentage of the median";

    // The names of docker's --ulimit, too.
    static readonly Dictionary<string, LimitedResource> s_resources = Enum.GetValues<LimitedResource>().ToDictionary(resource => resource.NameInLimits(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The names by which limits are set, sorted.</summary>
    public static IEnumerable<string> ResourceNames => s_resources.Keys.Order(StringComparer.Ordinal);

    /// <summary>A time, or a share of the median run time.</summary>
    public static TimeLimit TimeLimit(string name, string text) => TryTimeLimit(text, out TimeLimit limit)
        ? limit
        : throw OptionValues.Wrong(name, text, NoTimeLimit, $"for example: {name} 90s, {name} 1h30m or {name} 300%");

    public static bool TryTimeLimit(string text, out TimeLimit limit)
    {
        limit = default;
        if (text is [.. var number, '%'] && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent) && percent is > 0 and < 1e9)
            limit = Jobs.TimeLimit.OfMedian(percent / 100);
        else if (Duration.TryParse(text, out TimeSpan time) && time > TimeSpan.Zero)
            limit = Jobs.TimeLimit.After(time);
        return limit != default;
    }

    /// <summary>Names of variables, separated by commas; <c>_</c> is GNU parallel's word for all of them.</summary>
    public static IEnumerable<string> Variables(string name, string text)
    {
        string[] names = text.Split(',');
        if (names.Any(variable => variable.Length == 0 || variable.Contains('=')))
            throw OptionValues.Wrong(name, text, "is not a list of names of variables", $"for example: {name} LANG,TZ; to set one: LANG=C flyball run …");
        return names.Where(variable => variable != "_");
    }

    /// <summary>A name that shells take: by another one they could not ask for it.</summary>
    public static string VariableName(string name, string text) => text is [not (>= '0' and <= '9'), ..] && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
        ? text
        : throw OptionValues.Wrong(name, text, "is no name of a variable", $"letters, digits and _, no digit first; for example: {name} SLOT");

    public static int Nice(string name, string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int nice) && nice is >= -20 and <= 19
        ? nice
        : throw OptionValues.Wrong(name, text, "is not a nice value in -20..19", $"for example: {name} 10; 19 is the lowest priority");

    public static IoPriority IoPriority(string name, string text)
    {
        (string word, string? level) = text.Split(':', 2) is [var before, var after] ? (before, after) : (text, null);
        IoPriorityClass? found = word switch
        {
            "realtime" => IoPriorityClass.RealTime,
            "best-effort" => IoPriorityClass.BestEffort,
            "idle" when level is null => IoPriorityClass.Idle,
            _ => null,
        };
        bool isLevel = int.TryParse(level ?? "4", NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= 7;
        return found is { } known && isLevel
            ? new(known, number)
            : throw OptionValues.Wrong(name, text, "is not an I/O priority", $"there are idle, best-effort:0 to best-effort:7, and realtime:0 to realtime:7");
    }

    /// <summary>Numbers of CPUs, as taskset(1) takes them.</summary>
    public static IReadOnlyList<int> Cpus(string name, string text)
    {
        SortedSet<int> cpus = [];
        foreach (string part in text.Split(','))
        {
            string[] ends = part.Split('-', 2);
            if (!TryCpu(ends[0], out int first) || !TryCpu(ends[^1], out int last) || last < first)
                throw OptionValues.Wrong(name, text, "is not a list of CPUs", $"for example: {name} 0,2-3; 'nproc --all' tells how many there are");
            cpus.UnionWith(Enumerable.Range(first, last - first + 1));
        }

        return [.. cpus];
    }

    /// <summary>What is said of a text that is no limit of cores.</summary>
    public const string NoCpuLimit = "is not a number of cores in 0.01..1000000";

    /// <summary>What is said of a text that is no limit of memory.</summary>
    public static string NoMemoryLimit { get; } = $"is not a size of at least {Job.LeastMemoryLimit}";

    public static ByteSize MemoryLimit(string name, string text) => TryMemoryLimit(text, out ByteSize limit)
        ? limit
        : throw OptionValues.Wrong(name, text, NoMemoryLimit, $"a number alone is bytes; for example: {name} 300M, or {name} 1.5G");

    public static bool TryMemoryLimit(string text, out ByteSize limit) => ByteSize.TryParse(text, out limit) && limit >= Job.LeastMemoryLimit;

    public static double CpuLimit(string name, string text) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double cores) && IsCpuLimit(cores)
        ? cores
        : throw OptionValues.Wrong(name, text, NoCpuLimit, $"for example: {name} 1.5");

    public static bool IsCpuLimit(double cores) => cores is >= 0.01 and <= 1_000_000;

    /// <summary>Exit statuses, separated by commas.</summary>
    public static IEnumerable<int> ExitCodes(string name, string text)
    {
        foreach (string word in text.Split(','))
        {
            yield return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int code) && code is >= 1 and <= 255
                ? code
                : throw OptionValues.Wrong(name, text, "is not a list of exit statuses in 1..255", $"for example: {name} 12, or {name} 12,101");
        }
    }

    /// <summary>A resource and its soft and hard limit.</summary>
    public static ResourceLimit Limit(string name, string text)
    {
        string[] parts = text.Split('=', 2);
        string[] limits = parts[^1].Split(':', 2);
        if (parts.Length == 2 && s_resources.TryGetValue(parts[0], out LimitedResource resource) && TryLimit(limits[0], out long? soft) && TryLimit(limits[^1], out long? hard))
        {
            if (limits.Length == 1) return new(resource, soft);
            if (hard is null || soft <= hard) return new(resource, soft, hard ?? long.MaxValue);
        }

        throw OptionValues.Wrong(
            name, text, "is not a limit", $"for example: {name} nofile=1024, {name} as=2G or {name} core=0:unlimited; the names are {string.Join(", ", ResourceNames)}");
    }

    /// <summary>Signals and milliseconds in turn.</summary>
    public static TerminationSequence Termination(string name, string text)
    {
        string[] words = text.Split(',');
        List<TerminationStep> steps = [];
        for (int i = 0; i < words.Length; i += 2)
        {
            double wait = 0;
            bool isWait = i + 1 == words.Length || (double.TryParse(words[i + 1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out wait) && wait is >= 0 and <= 1e9);
            if (SignalNames.Number(words[i]) is not { } signal || !isWait)
                throw OptionValues.Wrong(name, text, "is not a list of signals and milliseconds in turn", $"for example: {name} TERM,200,TERM,100,TERM,50,KILL,25");
            steps.Add(new(signal, TimeSpan.FromMilliseconds(wait)));
        }

        return new([.. steps]);
    }

    static bool TryCpu(string text, out int cpu) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out cpu) && cpu < 1024;

    static bool TryLimit(string text, out long? limit)
    {
        limit = null;
        if (text is "unlimited" or "-1") return true;
        if (!ByteSize.TryParse(text, out ByteSize size)) return false;
        limit = size.Bytes;
        return true;
    }
}
