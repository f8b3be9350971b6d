using System.Text;
using System.Text.RegularExpressions;
using Flyball.Cli.CommandLine;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Flyball.Cli.JobFiles.Tree;

/// <summary>Reads YAML. What only makes files larger than they look, or other than they look, is refused: anchors, aliases, tags, further documents.</summary>
static partial class YamlTree
{
    /// <summary>Reads the one document.</summary>
    /// <param name="text">Valid UTF-8.</param>
    /// <param name="problems">Where to report.</param>
    /// <returns>Its value, or <c>null</c> when it cannot be read; that has been reported.</returns>
    public static Node? Read(ReadOnlySpan<byte> text, Problems problems)
    {
        var builder = new TreeBuilder(problems);
        string source = Encoding.UTF8.GetString(text);
        var parser = new Parser(new StringReader(source));
        bool opensMap = false;
        while (MoveNext(parser, source, problems, out bool isSound))
        {
            if (!isSound) return null;
            ParsingEvent met = parser.Current!;

            // A map of one key without braces in a list, [a: 1]: the parser does not say where it begins, but its key does.
            if (opensMap && !builder.TryOpen(Of(met.Start), isMap: true)) return null;
            opensMap = met is MappingStart { Start.Index: 0 } && builder is { IsOpen: true, ExpectsKey: false };
            if (!opensMap && !Take(met, builder, problems)) return null;
        }

        if (builder.Root is null) problems.Add(Position.Start, "the file is empty", Keys.Example);
        return builder.Root;
    }

    static bool MoveNext(Parser parser, string source, Problems problems, out bool isSound)
    {
        const string Hint = "look at the indentation, brackets and quotes there and in the lines before";
        isSound = true;
        try
        {
            return parser.MoveNext();
        }
        catch (YamlException wrong)
        {
            if (wrong.Message.Contains(" tab ", StringComparison.Ordinal) && IndentingTab(source, Of(wrong.Start)) is { } tab) problems.Add(tab, "a tab indents this line, which YAML does not know", "indent with spaces");
            else problems.Add(Of(wrong.Start), $"this is not YAML: {wrong.Message}", Hint);
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // The parser stumbles over some of what is wrong: all that is known then is how far it had come.
            problems.Add(parser.Current is { } last ? Of(last.End) : Position.Start, "this is not YAML from here on", Hint);
        }

        isSound = false;
        return true;
    }

    /// <summary>The first tab that stands in front of something. The parser tells only where that begins which it was reading.</summary>
    static Position? IndentingTab(string source, Position from)
    {
        string[] lines = source.Split('\n');
        for (int line = from.Line; line <= lines.Length; line++)
        {
            string text = lines[line - 1], inside = text.TrimStart(' ');
            if (inside.StartsWith('\t') && inside.AsSpan().Trim() is not ("" or ['#', ..])) return new(line, text.Length - inside.Length + 1);
        }

        return null;
    }

    static bool Take(ParsingEvent met, TreeBuilder builder, Problems problems)
    {
        Position position = Of(met.Start);
        if (Refusal(met, builder) is { } refusal)
        {
            problems.Add(position, refusal.Message, refusal.Hint);
            return false;
        }

        switch (met)
        {
            case MappingStart: return builder.TryOpen(position, isMap: true);
            case SequenceStart: return builder.TryOpen(position, isMap: false);
            case MappingEnd or SequenceEnd:
                builder.Close();
                break;
            case Scalar scalar when builder.ExpectsKey:
                builder.AddKey(scalar.Value, position);
                break;
            case Scalar scalar:
                builder.AddScalar(position, TypeOf(scalar), scalar.Value);
                break;
        }

        return true;
    }

    /// <summary>Why it is not read.</summary>
    static UsageException? Refusal(ParsingEvent met, TreeBuilder builder) => met switch
    {
        AnchorAlias alias => new($"the alias '*{alias.Value}' is not read", "write out what it stands for; what holds for all jobs may stand under 'defaults'"),
        NodeEvent { Anchor.IsEmpty: false } node => new($"the anchor '&{node.Anchor}' is not read", "take it away; what holds for all jobs may stand under 'defaults'"),
        NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } tag } when tag.Value != TextTag => new($"the tag '{tag.Value}' is not read", "write the value without it; text may be put in quotes"),
        MappingStart or SequenceStart when builder.ExpectsKey => new("a key must be text", "a text that begins with a bracket or brace must be put in quotes"),
        DocumentStart when builder.Root is not null => new("a second document begins here", "put all jobs under one 'jobs'"),
        _ => null,
    };

    const string TextTag = "tag:yaml.org,2002:str";

    // YAML 1.2's core schema. Its octal and hexadecimal numbers are text here: nothing in a job file is counted so.
    static ScalarKind TypeOf(Scalar scalar)
    {
        if (scalar.Style != ScalarStyle.Plain || !scalar.Tag.IsEmpty) return ScalarKind.Text;
        return scalar.Value switch
        {
            "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
            "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Boolean,
            var text when Number().IsMatch(text) => ScalarKind.Number,
            _ => ScalarKind.Text,
        };
    }

    static Position Of(Mark mark) => new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();
}
