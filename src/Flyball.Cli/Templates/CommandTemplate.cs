using System.Text;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Jobs;

namespace Flyball.Cli.Templates;

/// <summary>The command of a run, into which the values of each job are inserted. Immutable; may be used by several threads.</summary>
sealed class CommandTemplate
{
    readonly IReadOnlyList<Symbol> _text;
    readonly string _source;
    readonly Shell _shell;
    readonly DirectCommand? _direct;
    readonly bool _valueIsCommand;

    CommandTemplate(IReadOnlyList<Symbol> text, string source, Shell shell)
    {
        _text = text;
        _source = source;
        _shell = shell;
        _valueIsCommand = text.FirstOrDefault(symbol => !symbol.Is(' ') && !symbol.Is('\t')).Insertion is { } first && PlaceRaw(first);
        _direct = _valueIsCommand ? null : DirectCommand.TryRead(text);
    }

    /// <summary>Reads the words of a command, which are joined by spaces.</summary>
    /// <param name="words">None: each value is a command line.</param>
    /// <param name="sourceCount">How many values each job gets.</param>
    /// <param name="shell">Runs what has shell syntax.</param>
    /// <exception cref="UsageException">The command has a place in which no value can be inserted safely.</exception>
    public static CommandTemplate Parse(IReadOnlyList<string> words, int sourceCount, Shell shell)
    {
        string source = string.Join(' ', words);
        List<Symbol> text = TemplateText.Read(source, sourceCount);
        if (text.TrueForAll(symbol => symbol.Insertion is null))
        {
            if (text.Count > 0) text.Add(new(' ', null));
            text.Add(new(null, new Insertion(InsertionKind.AllValues)));
        }

        if (source.Contains('\0')) throw new UsageException("the command holds a NUL character", "no argument of a program can hold one");
        ShellLexer.Place(text);
        return new(text, source, shell);
    }

    /// <summary>The job for the values. Its name is the command line, as it could be run again by hand.</summary>
    public ProcessJob Expand(JobArguments arguments)
    {
        string line = Line(arguments);
        if (_valueIsCommand) return ForLine(line);
        return _direct is null ? ForShell(line, _source) : _direct.Expand(arguments) with { Name = line, Template = _source };
    }

    // As in GNU parallel: a value in front is the command itself. The other insertions are quoted all the same.
    static bool PlaceRaw(Insertion first)
    {
        first.Steps = [new(QuotingKind.Raw)];
        return true;
    }

    string Line(JobArguments arguments)
    {
        StringBuilder line = new(_text.Count + 32);
        foreach (Symbol symbol in _text)
        {
            if (symbol.Insertion is null) line.Append(symbol.Character);
            else line.Append(symbol.Insertion.Expand(arguments));
        }

        return line.ToString();
    }

    // Nothing is inserted into a line that is a value, whatever it looks like.
    ProcessJob ForLine(string line) =>
        DirectCommand.TryRead([.. line.Select(character => new Symbol(character, null))])?.Expand(new(0, [])) is { } direct
            ? direct with { Name = line }
            : ForShell(line, ProgramOf(line));

    ProcessJob ForShell(string line, string? template) => new(_shell.Path, [.. _shell.Arguments(line)]) { Name = line, Template = template };

    // Lines that begin with the same program are taken to be alike.
    static string? ProgramOf(string line)
    {
        string first = line.TrimStart().Split(' ', 2)[0];
        return first.Length > 0 && first.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '/' or '-' or '+') ? Path.GetFileName(first) : null;
    }
}
