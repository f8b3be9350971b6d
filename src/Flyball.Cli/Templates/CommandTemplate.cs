using System.Collections.Immutable;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Execution;
using Flyball.Jobs;

namespace Flyball.Cli.Templates;

/// <summary>The command of a run, into which the values of each job are inserted. Immutable; may be used by several threads.</summary>
sealed class CommandTemplate : ILineLengths
{
    readonly List<Symbol> _text;
    readonly LineTemplate _line;
    readonly string _shape;
    readonly Shell _shell;
    readonly DirectCommand? _direct;
    readonly bool _valueIsCommand;

    CommandTemplate(List<Symbol> text, IReadOnlyList<List<Symbol>>? words, string source, Shell shell, ReplacementRules rules)
    {
        if (source.Contains('\0')) throw new UsageException("the command holds a NUL character", "no argument of a program can hold one");
        ShellLexer.Place(text);
        _text = text;
        _shape = CommandShape.Of(text);
        _shell = shell;
        _valueIsCommand = words is null && !rules.IsComplete && text.FirstOrDefault(symbol => !symbol.Is(' ') && !symbol.Is('\t')).Insertion is { } first && PlaceRaw(first);
        _line = LineTemplate.Of(text, rules.RepeatsWords && !_valueIsCommand);
        if (!_valueIsCommand) _direct = words is null ? DirectCommand.TryRead(text, rules.RepeatsWords) : DirectCommand.TryOf(words, rules.RepeatsWords);
    }

    /// <summary>Whether the command is known only when the job starts.</summary>
    public bool IsLate => _text.Exists(symbol => symbol.Insertion is { IsLate: true });

    /// <summary>Whether the number of all jobs must be known: <see cref="JobArguments.Total"/>.</summary>
    public bool NeedsTotal => _text.Exists(symbol => symbol.Insertion is { NeedsTotal: true });

    /// <summary>Reads the words of a command, which are joined by spaces.</summary>
    /// <param name="words">None: each value is a command line.</param>
    /// <param name="rules">The replacement strings that there are.</param>
    /// <param name="shell">Runs what has shell syntax.</param>
    /// <exception cref="UsageException">The command has a place in which no value can be inserted safely.</exception>
    public static CommandTemplate Parse(IReadOnlyList<string> words, ReplacementRules rules, Shell shell)
    {
        string source = string.Join(' ', words);
        List<Symbol> text = TemplateText.Read(source, rules);
        if (!rules.IsComplete && LacksValues(text))
        {
            if (text.Count > 0) Add(text, ' ');
            text.Add(new(null, TemplateText.AllValues(rules), text.Count));
        }

        return new(text, null, source, shell, rules);
    }

    /// <summary>Reads the words of a command of which each is an argument, whatever it holds besides replacement strings.</summary>
    /// <param name="words">None: each value is a program.</param>
    /// <param name="rules">The replacement strings that there are.</param>
    /// <param name="shell">Runs programs that evaluate what they are given.</param>
    /// <exception cref="UsageException">The command has a place in which no value can be inserted safely.</exception>
    public static CommandTemplate ParseWords(IReadOnlyList<string> words, ReplacementRules rules, Shell shell)
    {
        List<List<Symbol>> arguments = [.. words.Select(word => TemplateText.Read(word, rules))];
        if (!rules.IsComplete && arguments.TrueForAll(LacksValues)) arguments.Add([new(null, TemplateText.AllValues(rules))]);
        List<Symbol> text = [];
        foreach (List<Symbol> argument in arguments)
        {
            if (text.Count > 0) Add(text, ' ');
            AddQuoted(text, argument);
        }

        return new(text, arguments, string.Join(' ', words), shell, rules);
    }

    /// <summary>The job for the values. Its name is the command line, as it could be run again by hand.</summary>
    /// <param name="arguments">The values.</param>
    /// <param name="grant">What the job was granted; <c>null</c>: replacement strings that tell it stay.</param>
    public ProcessJob Expand(JobArguments arguments, JobGrant? grant = null)
    {
        string line = _line.Expand(arguments, grant);
        if (_valueIsCommand) return ForLine(line);
        // A program without a name is left to the shell to complain of.
        return _direct?.Expand(arguments, grant) is [[_, ..] program, ..] words && !_shell.HasFunction(program) ? Direct(words) with { Name = line, Template = _shape } : ForShell(line, _shape);
    }

    public long LengthOf(JobArguments arguments) => Bytes(_line.Expand(arguments, null));

    public long GrowthBy(ImmutableArray<string> row) => Bytes(_line.Growth(new(1, row)));

    static bool LacksValues(List<Symbol> text) => text.TrueForAll(symbol => symbol.Insertion is null);

    static void Add(List<Symbol> text, char character) => text.Add(new(character, null, text.Count));

    // Harmless words stay as they are, which reads better.
    static void AddQuoted(List<Symbol> text, List<Symbol> word)
    {
        bool isBare = word.Count > 0 && word.TrueForAll(symbol => symbol.Insertion is not null || QuotingStep.IsHarmless(symbol.Character!.Value));
        if (!isBare) Add(text, '\'');
        foreach (Symbol symbol in word)
        {
            if (symbol.Is('\'')) text.AddRange("'\"'\"".Select((character, index) => new Symbol(character, null, text.Count + index)).ToArray());
            text.Add(symbol with { Origin = text.Count });
        }

        if (!isBare) Add(text, '\'');
    }

    static long Bytes(string text)
    {
        byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(SystemText.MaxByteCount(text.Length));
        int count = SystemText.GetBytes(text, buffer);
        System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        return count;
    }

    // As in GNU parallel: a value in front is the command itself. The other insertions are quoted all the same.
    static bool PlaceRaw(Insertion first)
    {
        first.Steps = [new(QuotingKind.Raw)];
        return true;
    }

    // Nothing is inserted into a line that is a value, whatever it looks like.
    ProcessJob ForLine(string line) =>
        DirectCommand.TryRead([.. line.Select(character => new Symbol(character, null))])?.Expand(new(0, [])) is { } words && !_shell.HasFunction(words[0])
            ? Direct(words) with { Name = line, Template = CommandShape.OfLine(line) }
            : ForShell(line, CommandShape.OfLine(line));

    static ProcessJob Direct(ImmutableArray<string> words) => new(words[0], words.RemoveAt(0));

    ProcessJob ForShell(string line, string template) => new(_shell.Path, [.. _shell.Arguments(line)]) { Name = line, Template = template };
}
