using System.Globalization;
using Flyball.Admission;
using Flyball.Jobs;
using static Flyball.Cli.CommandLine.UsageException;

namespace Flyball.Cli.CommandLine;

/// <summary>Reads the values of options. Each function takes the option's name for the message.</summary>
static class OptionValues
{
    public static Aggressiveness Level(string name, string text)
    {
        string all = string.Join(", ", Aggressiveness.Levels.Select(level => level.Name));
        return Aggressiveness.Levels.FirstOrDefault(level => string.Equals(level.Name, text, StringComparison.OrdinalIgnoreCase))
            ?? throw Wrong(name, text, "is not a level", $"the levels are {all}");
    }

    /// <summary>A share of all cores; more than 1 oversubscribes them.</summary>
    public static double CpuTarget(string name, string text) => Share(text) is { } share and > 0 and <= 10
        ? share
        : throw Wrong(name, text, "is not a share of the cores above 0 and at most 10", $"for example: {name} 0.8, or {name} 80%");

    /// <summary>A size, or a share of the memory.</summary>
    public static MemoryReserve Reserve(string name, string text)
    {
        if (text.EndsWith('%') && Share(text) is { } share and >= 0 and < 1) return new(null, share);
        if (ByteSize.TryParse(text, out ByteSize size)) return new(size, null);
        throw Wrong(name, text, "is neither a size nor a percentage below 100", $"for example: {name} 2G, or {name} 10%");
    }

    public static double Cores(string name, string text) => Number(text) is { } cores and >= 0 and <= 1_000_000
        ? cores
        : throw Wrong(name, text, "is not a number of cores in 0..1000000", $"for example: {name} 1.5");

    public static ByteSize Size(string name, string text) => ByteSize.TryParse(text, out ByteSize size)
        ? size
        : throw Wrong(name, text, "is not a size", $"for example: {name} 300M, or {name} 1.5G");

    /// <summary>What is said of a size that is not what a job holds.</summary>
    public const string NoHeldMemory = "is less than any job holds";

    /// <summary>No process holds less than a kibibyte: whoever says so meant another unit. 0 is for jobs whose memory does not count.</summary>
    public static bool IsHeldMemory(ByteSize size) => size is { Bytes: 0 or >= 1024 };

    public static ByteSize HeldMemory(string name, string text) => Size(name, text) is var size && IsHeldMemory(size)
        ? size
        : throw Wrong(name, text, NoHeldMemory, $"a number alone is bytes; for example: {name} 300M, or {name} 1.5G");

    public static TimeSpan Time(string name, string text) => Duration.TryParse(text, out TimeSpan duration)
        ? duration
        : throw Wrong(name, text, "is not a duration", $"for example: {name} 90s, or {name} 1h30m");

    /// <summary>Time between starts; with <c>auto</c> behind it, or alone, it follows what becomes of the jobs.</summary>
    public static StartDelay Delay(string name, string text)
    {
        bool adapts = text.EndsWith("auto", StringComparison.Ordinal);
        string time = adapts ? text[..^"auto".Length] : text;
        if (adapts && time.Length == 0) return new(TimeSpan.FromSeconds(1), Adapts: true);
        return Duration.TryParse(time, out TimeSpan delay) ? new(delay, adapts) : throw Wrong(name, text, "is not a duration", $"for example: {name} 0.5, {name} 2s, or {name} 2sauto");
    }

    /// <summary>A number of tasks, or a percentage of the CPUs; 0 means the least that there is.</summary>
    public static double Load(string name, string text)
    {
        const double least = 0.01;
        double? load = text is [.. var percent, '%'] ? Number(percent) / 100 * Environment.ProcessorCount : Number(text);
        return load is { } limit ? Math.Max(least, limit) : throw Wrong(name, text, "is neither a number of tasks nor a percentage of the CPUs", $"for example: {name} 4, or {name} 80%");
    }

    public static PolicyKind Policy(string name, string text) => text switch
    {
        "governor" => PolicyKind.Governor,
        "plain" => PolicyKind.Plain,
        _ => throw Wrong(name, text, "is not a policy", "the policies are governor (the default) and plain"),
    };

    public static string TemplateName(string name, string text) => text.Length > 0 && !text.Any(char.IsControl)
        ? text
        : throw Wrong(name, text, "is no name", $"for example: {name} encode");

    static double? Share(string text) => text is [.. var number, '%'] ? Number(number) / 100 : Number(text);

    static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;

    public static UsageException Wrong(string name, string text, string problem, string hint) =>
        Of(name, $"{Quote(text)} {problem}", hint, text);
}
