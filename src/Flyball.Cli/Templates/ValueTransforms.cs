using System.Globalization;
using System.Text.RegularExpressions;
using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Templates;

/// <summary>What is made of a value before it is quoted: the part of a replacement string behind the number or name, as <c>/.</c> in <c>{2/.}</c>.</summary>
static partial class ValueTransforms
{
    /// <summary>Finds the transformation.</summary>
    /// <param name="operation">Its spelling; empty: the value as it is.</param>
    /// <param name="hasPlus">Whether those of <c>--plus</c> are wanted, too.</param>
    /// <returns><c>null</c>: there is none.</returns>
    /// <exception cref="UsageException">It holds a pattern that is none.</exception>
    public static Func<string, string>? Find(string operation, bool hasPlus) => operation switch
    {
        "" => static value => value,
        "." => static value => PathParts.WithoutExtensions(value, 1),
        "/" => PathParts.Name,
        "//" => PathParts.Folder,
        "/." => static value => PathParts.WithoutExtensions(PathParts.Name(value), 1),
        _ => hasPlus ? FindPlus(operation) : null,
    };

    static Func<string, string>? FindPlus(string operation) => operation switch
    {
        ".." => static value => PathParts.WithoutExtensions(value, 2),
        "..." => static value => PathParts.WithoutExtensions(value, 3),
        "/.." => static value => PathParts.WithoutExtensions(PathParts.Name(value), 2),
        "/..." => static value => PathParts.WithoutExtensions(PathParts.Name(value), 3),
        "+/" => PathParts.BeforeName,
        "+." => PathParts.AfterLastDot,
        "+.." => static value => PathParts.Extensions(value, 2),
        "+..." => static value => PathParts.Extensions(value, 3),
        [':', ..] => FindPart(operation),
        ['#', ..] => FindPrefix(operation),
        ['%', ..] => FindSuffix(operation),
        ['/', ..] => FindReplacement(operation),
        ['^', ..] or [',', ..] => FindCase(operation),
        _ => null,
    };

    // ":-text", ":from", ":from:length".
    static Func<string, string>? FindPart(string operation)
    {
        if (operation is [':', '-', _, ..])
        {
            string text = operation[2..];
            return value => value.Length == 0 ? text : value;
        }

        if (PartPattern().Match(operation) is not { Success: true } match) return null;
        int from = Number(match.Groups["from"].Value);
        int length = match.Groups["length"] is { Success: true } group ? Number(group.Value) : int.MaxValue;
        return value =>
        {
            int start = IndexAfter(value, 0, from);
            return value[start..IndexAfter(value, start, length)];
        };
    }

    static int Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : int.MaxValue;

    /// <summary>Counts characters as people do: a pair of surrogates is one.</summary>
    static int IndexAfter(string text, int start, int characters)
    {
        int at = start;
        for (; characters > 0 && at < text.Length; characters--) at += at + 1 < text.Length && char.IsSurrogatePair(text, at) ? 2 : 1;
        return at;
    }

    static Func<string, string>? FindPrefix(string operation)
    {
        if (operation is ['#', '#', _, ..])
        {
            Regex longest = Pattern(@"\A(?:{0})", operation[2..], operation);
            return value => UserPattern.InTime(longest, value, static (pattern, text) => pattern.Match(text) is { Success: true } match ? text[match.Length..] : text);
        }

        if (operation.Length < 2) return null;
        // Read from the right, the rest takes all that it can, which leaves the shortest prefix.
        Regex shortest = Pattern(@"\A(?:{0})(?<flyball>[\s\S]*)\z", operation[1..], operation, RegexOptions.RightToLeft);
        return value => UserPattern.InTime(shortest, value, Rest);
    }

    static Func<string, string>? FindSuffix(string operation)
    {
        if (operation is ['%', '%', _, ..])
        {
            Regex longest = Pattern(@"(?:{0})\z", operation[2..], operation);
            return value => UserPattern.InTime(longest, value, static (pattern, text) => pattern.Match(text) is { Success: true } match ? text[..match.Index] : text);
        }

        if (operation.Length < 2) return null;
        Regex shortest = Pattern(@"\A(?<flyball>[\s\S]*)(?:{0})\z", operation[1..], operation);
        return value => UserPattern.InTime(shortest, value, Rest);
    }

    static string Rest(Regex pattern, string text) => pattern.Match(text) is { Success: true } match ? match.Groups["flyball"].Value : text;

    static Func<string, string>? FindReplacement(string operation)
    {
        bool all = operation is ['/', '/', not '/', ..];
        int start = all ? 2 : 1;
        int slash = operation.IndexOf('/', start);
        if (slash <= start) return null;
        Regex pattern = Pattern("{0}", operation[start..slash], operation);
        string replacement = operation[(slash + 1)..];
        return value => UserPattern.InTime(pattern, value, (regex, text) => regex.Replace(text, _ => replacement, all ? -1 : 1));
    }

    static Func<string, string>? FindCase(string operation)
    {
        bool all = operation.Length > 2 && operation[1] == operation[0];
        string pattern = operation[(all ? 2 : 1)..];
        if (pattern.Length == 0) return null;
        Regex regex = Pattern(all ? "{0}" : @"\A(?:{0})", pattern, operation);
        bool upper = operation[0] == '^';
        return value => UserPattern.InTime(regex, value, (found, text) => found.Replace(text, match => upper ? match.Value.ToUpperInvariant() : match.Value.ToLowerInvariant(), all ? -1 : 1));
    }

    static Regex Pattern(string frame, string pattern, string operation, RegexOptions options = RegexOptions.None) =>
        UserPattern.Parse(frame.Replace("{0}", pattern), $"the replacement string '{{{operation}}}'", pattern, options);

    [GeneratedRegex("^:(?<from>[0-9]+)(:(?<length>[0-9]+))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PartPattern();
}
