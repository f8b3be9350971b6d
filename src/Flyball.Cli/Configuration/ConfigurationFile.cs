using System.CommandLine;
using System.Globalization;
using System.Text;
using Flyball.Cli.CommandLine;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Flyball.Cli.Configuration;

/// <summary>Reads options from a config file: TOML, with a table for the command, in which each key is the long name of an option without its dashes.</summary>
/// <param name="path">The file's name, for messages.</param>
/// <param name="command">The command with its options.</param>
sealed class ConfigurationFile(string path, Command command)
{
    static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="UsageException">Something in it is wrong.</exception>
    public IReadOnlyList<GivenOption> Read(byte[] content)
    {
        DocumentSyntax document = Parse(Text(content));
        if (document.Diagnostics.FirstOrDefault(message => message.Kind == DiagnosticMessageKind.Error) is { } error)
            throw Wrong(error.Span, error.Message, "see https://toml.io for how such a file is written");
        if (document.KeyValues.FirstOrDefault() is { } loose) throw OutsideTable(loose);
        return [.. document.Tables.SelectMany(Options)];
    }

    DocumentSyntax Parse(string text)
    {
        try
        {
            return SyntaxParser.Parse(text, path);
        }
        catch (Exception failure) when (failure is TomlException or ArgumentException)
        {
            // Of what is merely wrong the document tells. The parser throws at nesting that is too deep for it, and at a backslash with nothing after it.
            throw new UsageException($"{path}: the config file is not TOML that can be read", "write arrays of strings and numbers only, and close every quote");
        }
    }

    string Text(byte[] content)
    {
        try
        {
            return s_strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException($"{path}: the config file is not UTF-8", "write it with an editor of texts");
        }
    }

    UsageException OutsideTable(KeyValueSyntax item)
    {
        string key = Name(item.Key), table = $"[{command.Name}]";
        return key == command.Name || key.StartsWith($"{command.Name}.", StringComparison.Ordinal)
            ? Wrong(item.Span, $"'{key}' is not read here", $"write {table} on a line, and each option on a line below it")
            : Wrong(item.Span, $"the key '{key}' stands before the table {table}", $"write {table} on a line above it");
    }

    IEnumerable<GivenOption> Options(TableSyntaxBase table)
    {
        if (table is TableArraySyntax && Name(table.Name) == command.Name) throw Wrong(table.Span, $"[[{command.Name}]] is a list of tables", $"there is one: write [{command.Name}]");
        if (table is not TableSyntax || Name(table.Name) != command.Name)
            throw Wrong(table.Span, $"unknown table '{Name(table.Name)}'", $"there is one, [{command.Name}], with the options of 'flyball {command.Name}'");
        return table.Items.SelectMany(item => Options(Option(item.Key!), item));
    }

    Option Option(KeySyntax key)
    {
        string name = Name(key);
        Option? found = command.Options.FirstOrDefault(option => option.Aliases.Prepend(option.Name).Contains($"--{name}"));
        if (found is IDescribedOption { IsForOneCall: true }) throw Wrong(key.Span, $"'{name}' has a meaning on the command line only", "remove the line");
        if (found is not null) return found;
        string? meant = command.Options.FirstOrDefault(option => !option.Hidden && IsLong(option) && option.Aliases.Contains($"-{name}"))?.Name[2..]
            ?? Suggestion.For(name, command.Options.Where(option => !option.Hidden && IsLong(option)).Select(option => option.Name[2..]));
        string all = $"keys are long options of 'flyball {command.Name}' without dashes";
        throw Wrong(key.Span, $"unknown key '{name}'", meant is null ? all : $"did you mean '{meant}'? {all}");
    }

    static bool IsLong(Option option) => option.Name.StartsWith("--", StringComparison.Ordinal);

    IEnumerable<GivenOption> Options(Option option, KeyValueSyntax item)
    {
        ValueSyntax value = item.Value!;
        string name = Name(item.Key);
        switch (option, value)
        {
            case (FlagOption, BooleanValueSyntax flag):
                return flag.Value ? [new(option, null, Origin: At(value.Span))] : [];
            case (FlagOption, _):
                throw Wrong(value.Span, $"'{name}' is either true or false", $"for example: {name} = true");
            case (ValueOption { IsRepeatable: true } valued, ArraySyntax array):
                return array.Items.Select(entry => new GivenOption(option, Text(valued, name, entry.Value!), Origin: At(entry.Value!.Span)));
            case (ValueOption valued, ArraySyntax):
                throw Wrong(value.Span, $"'{name}' takes one value, not several", $"for example: {name} = \"{valued.Example}\"");
            default:
                return [new(option, Text((ValueOption)option, name, value), Origin: At(value.Span))];
        }
    }

    string Text(ValueOption option, string name, ValueSyntax value)
    {
        string? text = value switch
        {
            StringValueSyntax quoted => quoted.Value,
            IntegerValueSyntax whole => whole.Value.ToString(CultureInfo.InvariantCulture),
            FloatValueSyntax number => number.Token?.Text?.Replace("_", "", StringComparison.Ordinal),
            _ => null,
        };
        string example = $"for example: {name} = \"{option.Example}\"";
        if (text is null) throw Wrong(value.Span, $"'{name}' takes a string or a number", example);
        if (text.Length == 0 && !option.AllowsEmpty) throw Wrong(value.Span, $"'{name}' needs a value", example);
        if (text.Contains('\0')) throw Wrong(value.Span, $"'{name}' cannot hold a NUL character", example);
        return text;
    }

    /// <summary>A key without the quotes around it; one with dots as it is written, since no key of ours has any.</summary>
    static string Name(KeySyntax? key) => key switch
    {
        { DotKeys.ChildrenCount: 0, Key: StringValueSyntax quoted } => quoted.Value ?? "",
        _ => key?.ToString().Trim() ?? "",
    };

    Origin At(SourceSpan span) => new(path, span.Start.Line + 1, span.Start.Column + 1);

    UsageException Wrong(SourceSpan span, string problem, string hint) => new($"{At(span)}: {problem}", hint);
}
