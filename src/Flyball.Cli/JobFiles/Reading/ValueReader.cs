using System.Collections.Immutable;
using System.Globalization;
using Flyball.Cli.CommandLine;
using Flyball.Cli.JobFiles.Tree;
using Flyball.Jobs;

namespace Flyball.Cli.JobFiles.Reading;

/// <summary>Reads single values. Each function takes the name of what it reads, and reports when it is something else.</summary>
sealed class ValueReader(Problems problems)
{
    /// <summary>Text, as it is written; numbers and true or false are texts too.</summary>
    /// <returns><c>null</c>: it is none; that has been reported.</returns>
    public string? Text(Node node, string what, string hint)
    {
        if (node is not ScalarNode { Type: not ScalarKind.Null } scalar)
            return Fault<string>(node, $"{what} must be text, not {node.Kind}", node is ListNode ? hint : $"{hint}; {QuotesFor(node)} is put in quotes");
        return scalar.Text.Contains('\0') ? Fault<string>(node, $"{what} holds a NUL character", "no program can be given one") : scalar.Text;
    }

    /// <summary>Text that is not empty and stands in one line: names are shown in one.</summary>
    public string? Name(Node node, string what, string hint) =>
        Text(node, what, hint) is { } text && IsName(node.Position, text, what, hint) ? text : null;

    /// <summary>Whether a key can be a name; if not, that is reported.</summary>
    public bool IsName(Position position, string text, string what, string hint)
    {
        if (text.Length > 0 && !text.Any(char.IsControl)) return true;
        problems.Add(position, text.Length == 0 ? $"{what} is empty" : $"{what} holds a control character", hint);
        return false;
    }

    public int? WholeNumber(Node node, string what, int least, string hint)
    {
        string? text = (node as ScalarNode)?.Text;
        bool isWhole = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            && decimal.IsInteger(number) && number >= least && number <= int.MaxValue;
        if (isWhole && node is ScalarNode { Type: ScalarKind.Number }) return (int)number;
        return Fault<int?>(node, $"{what} must be a whole number in {least}..{int.MaxValue}, not {Shown(node)}", isWhole ? "write it without quotes" : hint);
    }

    public double? Cores(Node node, string what)
    {
        bool isNumber = node is ScalarNode { Type: ScalarKind.Number };
        bool isInRange = double.TryParse((node as ScalarNode)?.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double cores) && cores is >= 0 and <= 1_000_000;
        if (isNumber && isInRange) return cores;
        return Fault<double?>(node, $"{what} must be a number in 0..1000000, not {Shown(node)}", isInRange ? "write it without quotes" : "for example: cores: 1.5");
    }

    ByteSize? Size(Node node, string what) => IsWord(node, out string text) && ByteSize.TryParse(text, out ByteSize size)
        ? size
        : Fault<ByteSize?>(node, $"{what} must be a size, not {Shown(node)}", "for example: memory: 300M, or memory: 1.5G");

    public ByteSize? HeldMemory(Node node, string what) => Size(node, what) is var size && size is { } held && !OptionValues.IsHeldMemory(held)
        ? Fault<ByteSize?>(node, $"{what}: {Shown(node)} {OptionValues.NoHeldMemory}", "a number alone is bytes; for example: memory: 300M, or memory: 1.5G")
        : size;

    public ByteSize? MemoryLimit(Node node, string what) => IsWord(node, out string text) && ProcessOptionValues.TryMemoryLimit(text, out ByteSize limit)
        ? limit
        : Fault<ByteSize?>(node, $"{what}: {Shown(node)} {ProcessOptionValues.NoMemoryLimit}", "a number alone is bytes; for example: memory-limit: 300M, or memory-limit: 1.5G");

    public double? CpuLimit(Node node, string what)
    {
        bool isNumber = node is ScalarNode { Type: ScalarKind.Number };
        bool isInRange = double.TryParse((node as ScalarNode)?.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double cores) && ProcessOptionValues.IsCpuLimit(cores);
        if (isNumber && isInRange) return cores;
        return Fault<double?>(node, $"{what}: {Shown(node)} {ProcessOptionValues.NoCpuLimit}", isInRange ? "write it without quotes" : "for example: cpu-limit: 1.5");
    }

    public TimeSpan? Time(Node node, string what) => IsWord(node, out string text) && Duration.TryParse(text, out TimeSpan time)
        ? time
        : Fault<TimeSpan?>(node, $"{what} must be a duration, not {Shown(node)}", "for example: duration: 90s, or duration: 1h30m");

    public TimeLimit? TimeLimit(Node node, string what) => IsWord(node, out string text) && ProcessOptionValues.TryTimeLimit(text, out TimeLimit limit)
        ? limit
        : Fault<TimeLimit?>(node, $"{what}: {Shown(node)} {ProcessOptionValues.NoTimeLimit}", "for example: timeout: 90s, timeout: 1h30m or timeout: 300%");

    /// <summary>A time, or two with two dots between them.</summary>
    public RetryDelay? Delay(Node node, string what) => IsWord(node, out string text) && RetryDelay.TryParse(text, out RetryDelay delay)
        ? delay
        : Fault<RetryDelay?>(node, $"{what} must be a duration, or two from the shorter to the longer, not {Shown(node)}", "for example: delay: 10s, or delay: 1s..5m");

    /// <summary>True or false, or one of the words that YAML once had for them.</summary>
    public bool? Flag(Node node, string what) => node is ScalarNode { Type: ScalarKind.Boolean or ScalarKind.Text, Text: var text } scalar && (scalar.Type == ScalarKind.Boolean || text is "yes" or "no")
        ? text is "yes" || text.Equals("true", StringComparison.OrdinalIgnoreCase)
        : Fault<bool?>(node, $"{what} must be true or false, not {Shown(node)}", "write it without quotes");

    /// <summary>A name, or a list of names.</summary>
    public IEnumerable<(string Name, Position Position)> Names(Node node, string what, string hint)
    {
        foreach (Node item in node is ListNode list ? list.Items : ImmutableArray.Create(node))
        {
            if (Text(item, what, hint) is { } name) yield return (name, item.Position);
        }
    }

    static string QuotesFor(Node node) => node is MapNode ? "text that begins with a brace" : "an empty text or the word null";

    static bool IsWord(Node node, out string text)
    {
        text = (node as ScalarNode)?.Text ?? "";
        return node is ScalarNode { Type: ScalarKind.Text or ScalarKind.Number };
    }

    static string Shown(Node node) => node is ScalarNode { Type: not ScalarKind.Null } scalar ? Problems.Quote(scalar.Text) : node.Kind;

    T? Fault<T>(Node node, string error, string hint)
    {
        problems.Add(node.Position, error, hint);
        return default;
    }
}
