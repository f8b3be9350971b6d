using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Templates;

/// <summary>Finds the replacement strings in the text of a template.</summary>
static partial class TemplateText
{
    static readonly FrozenDictionary<string, InsertionKind> s_figures = new Dictionary<string, InsertionKind>(StringComparer.Ordinal)
    {
        ["#"] = InsertionKind.Number,
        ["0#"] = InsertionKind.Number,
        ["%"] = InsertionKind.Slot,
        ["0%"] = InsertionKind.Slot,
        ["cores"] = InsertionKind.Cores,
        ["memory"] = InsertionKind.Memory,
    }.ToFrozenDictionary();

    static readonly FrozenDictionary<string, InsertionKind> s_plusFigures = new Dictionary<string, InsertionKind>(StringComparer.Ordinal)
    {
        ["0#"] = InsertionKind.PaddedNumber,
        ["0%"] = InsertionKind.PaddedSlot,
        ["##"] = InsertionKind.Total,
        ["slot"] = InsertionKind.Slot,
    }.ToFrozenDictionary();

    /// <summary>
    /// Reads a template. Text in braces that stands for nothing stays as it is; but what GNU parallel would replace and we do not is refused: as text it would give every
    /// job the same file name, say.
    /// </summary>
    /// <exception cref="UsageException">A replacement string is not supported, or holds a pattern that is none.</exception>
    public static List<Symbol> Read(string text, ReplacementRules rules)
    {
        List<Symbol> symbols = new(text.Length);
        int at = 0;
        while (at < text.Length)
        {
            (Insertion? insertion, int length) = ReadReplacement(text, at, rules);
            symbols.Add(new(insertion is null ? text[at] : null, insertion, symbols.Count));
            at += Math.Max(1, length);
        }

        return symbols;
    }

    /// <summary>What stands for all values.</summary>
    public static Insertion AllValues(ReplacementRules rules, string text = "{}") => new(InsertionKind.AllValues, text) { MayBeSeveral = rules.HasSeveralValues };

    static (Insertion? Insertion, int Length) ReadReplacement(string text, int at, ReplacementRules rules)
    {
        if (!rules.IsComplete && string.CompareOrdinal(text, at, rules.Placeholder, 0, rules.Placeholder.Length) == 0) return (AllValues(rules, rules.Placeholder), rules.Placeholder.Length);
        if (text[at] != '{') return default;
        int end = text.IndexOf('}', at);
        if (end < 0) return default;
        string whole = text[at..(end + 1)];
        if (!rules.IsComplete && whole.StartsWith("{=", StringComparison.Ordinal) && text.IndexOf("=}", at + 2, StringComparison.Ordinal) >= 0) throw Perl();
        string inside = whole[1..^1];
        if (inside.Length == 0) return default;
        return (Named(inside, whole, rules) ?? OfJobFile(inside, whole, rules) ?? Figure(inside, whole, rules) ?? Positional(inside, whole, rules)) is { } found ? (found, whole.Length) : default;
    }

    static Insertion? Named(string inside, string whole, ReplacementRules rules)
    {
        Insertion? found = null;
        int longest = -1;
        foreach ((string name, int position) in rules.Names.Select((name, index) => (name, index + 1)).Concat(rules.OtherNames))
        {
            if (name.Length <= longest || !inside.StartsWith(name, StringComparison.Ordinal) || name.Length == 0) continue;
            if (ValueTransforms.Find(inside[name.Length..], rules.HasPlus) is not { } transform) continue;
            found = new(InsertionKind.OneValue, whole) { Position = position, Transform = transform };
            longest = name.Length;
        }

        return found;
    }

    static Insertion? OfJobFile(string inside, string whole, ReplacementRules rules)
    {
        if (!rules.IsComplete) return null;
        if (inside == "name") return new(InsertionKind.Name, whole);
        if (rules.Units.Contains(inside)) return new(InsertionKind.Units, whole) { Named = inside };
        return rules.LooksUpNames && !s_figures.ContainsKey(inside) ? new(InsertionKind.NamedValue, whole) { Named = inside } : null;
    }

    static Insertion? Figure(string inside, string whole, ReplacementRules rules)
    {
        if (rules.HasPlus && inside is "uniq" or "choose_k" or "host" or "sshlogin" or "hgrp" or "agrp")
            throw new UsageException($"the replacement string '{whole}' is not supported", "jobs run on this machine only, and none is skipped by its values; choose the values before");
        if (!(rules.HasPlus && s_plusFigures.TryGetValue(inside, out InsertionKind kind)) && !s_figures.TryGetValue(inside, out kind)) return null;
        return new(kind, whole) { Digits = kind == InsertionKind.PaddedSlot ? rules.SlotDigits : 1 };
    }

    static Insertion? Positional(string inside, string whole, ReplacementRules rules)
    {
        if (rules.IsComplete) return null;

        // With another placeholder than {} only those without a number are left, as in GNU parallel.
        string number = rules.Placeholder == "{}" ? LeadingNumber().Match(inside).Value : "";
        if (ValueTransforms.Find(inside[number.Length..], rules.HasPlus) is not { } transform) return null;
        int position = number.Length == 0 ? 0 : int.Parse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return position == 0
            ? new(InsertionKind.AllValues, whole) { Transform = transform, MayBeSeveral = rules.HasSeveralValues }
            : new(InsertionKind.OneValue, whole) { Position = position, Transform = transform };
    }

    static UsageException Perl() => new(
        "there are no replacement strings in Perl: '{= =}'", "'--plus' has replacement strings for parts and patterns; or let the shell do it: 'x={}; echo \"${x%.*}\"'");

    [GeneratedRegex("^-?[0-9]{1,9}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeadingNumber();
}
