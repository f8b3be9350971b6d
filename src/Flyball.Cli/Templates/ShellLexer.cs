using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Templates;

/// <summary>
/// Reads a template as a shell would, as far as that is needed to know what each insertion stands in. Where the reading is not certain in every shell
/// of the family, an insertion from there on is refused: better no job than one that runs a value as code.
/// </summary>
sealed partial class ShellLexer
{
    const char None = '\0';
    const string DependsOnVariable = "a shell command made by the shell depends on a variable; write it in single quotes";
    readonly IReadOnlyList<Symbol> _text;
    int _at;
    bool _isLost;
    bool _inConditional;
    bool _inBackticks;
    bool _changesReading, _hasTextSubscripts;

    ShellLexer(IReadOnlyList<Symbol> text) => _text = text;

    /// <summary>Sets the steps of all insertions in the text.</summary>
    /// <exception cref="UsageException">An insertion stands where no value can be inserted safely, or a quote is not closed.</exception>
    public static void Place(IReadOnlyList<Symbol> text)
    {
        ShellLexer lexer = new(text);
        lexer.ReadCommands(None);
        if (lexer._changesReading && text.Any(symbol => symbol.Insertion is not null))
            throw Refusal("aliases, numeric variables and names for variables evaluate what they are given", "make them in a script that takes the values as arguments: flyball run ./script");
        if (lexer._hasTextSubscripts && text.Any(symbol => symbol.Insertion is { Steps: [{ Kind: QuotingKind.OnlyNumber }, ..] }))
            throw Refusal("a subscript that is text cannot be told from one that is evaluated", "put the value into a variable first: v={}; then use [$v]");
    }

    /// <summary>Says that a template cannot take values.</summary>
    public static UsageException Refusal(string reason, string hint = "put the value into a variable first: v={}; then use \"$v\"") => new($"the command cannot take values safely: {reason}", hint);

    /// <summary>Says that a template can take one value, but not several.</summary>
    public static UsageException RefusalOfSeveral(string reason) =>
        new($"the command cannot take several values safely: {reason}", "use {1}, {2} … for one value each, or put quotes around the {} for all values in one word");

    bool AtEnd => _at >= _text.Count;

    char Current => Peek(0);

    char Peek(int offset) => _at + offset >= 0 && _at + offset < _text.Count ? _text[_at + offset].Character ?? None : None;

    bool IsInsertion(int offset) => _at + offset >= 0 && _at + offset < _text.Count && _text[_at + offset].Insertion is not null;

    // From here on the reading is not certain: nothing may be inserted.
    void Lose(string reason)
    {
        if (_text.Skip(_at).Any(symbol => symbol.Insertion is not null)) throw Refusal(reason);
        _isLost = true;
        _at = _text.Count;
    }

    // Reads up to the character that ends this list of commands, which stays unread. Gives whether it holds an insertion.
    bool ReadCommands(char end)
    {
        int start = _at;
        CommandReader commands = new(this, end);
        while (!AtEnd && !commands.IsAtItsEnd()) commands.ReadNext();
        commands.Finish();
        int stop = Math.Min(_at, _text.Count);
        if (end != None)
        {
            if (AtEnd && !_isLost) throw Unclosed(end == ')' ? '(' : end);
            _at++;
        }

        for (int i = start; i < stop; i++)
        {
            if (_text[i].Insertion is not null) return true;
        }

        return false;
    }

    static UsageException Unclosed(char opening) =>
        new($"the command has a {UsageException.Quote(opening.ToString())} that is not closed", "the shell reads the words of a command, joined by spaces, once more, and YAML takes what follows ' #' for a comment: quote twice");

    /// <param name="word">Takes it; <c>null</c>: it is in no word.</param>
    /// <param name="kind">What it stands in.</param>
    /// <param name="mayStayBare">Whether harmless text needs no quotes, if its neighbours let it.</param>
    /// <param name="isArgument">Whether the word is an argument of a command, or the target of a redirection, and neither its name nor an assignment.</param>
    void Insert(ShellWord? word, QuotingKind kind, bool mayStayBare = false, bool isArgument = false)
    {
        Symbol symbol = _text[_at];
        symbol.Insertion!.Word = null;
        symbol.Insertion.Steps = [new(kind, mayStayBare && HasHarmlessNeighbours(kind, isArgument))];
        if (_inBackticks) symbol.Insertion.Steps.Add(new(QuotingKind.Backtick));
        word?.Text.Add(symbol);
        _at++;
    }

    /// <summary>Notes the word that ends here for the insertions in it, unless they stand in a word inside it. What lost some of its quotes on the way through another shell cannot be repeated.</summary>
    void NoteWord(int start)
    {
        if (_isLost) return;
        for (int i = start; i < _at; i++)
        {
            if (_text[i].Origin == Symbol.Nowhere || _text[i].Origin - i != _text[start].Origin - start) return;
        }

        for (int i = start; i < _at; i++)
        {
            if (_text[i].Insertion is { } insertion) insertion.Word ??= _text[start].Origin..(_text[_at - 1].Origin + 1);
        }
    }

    // Bare text must not merge with what is next to it: a variable's name before it, a redirection after it, braces around it.
    bool HasHarmlessNeighbours(QuotingKind kind, bool isArgument) => kind == QuotingKind.Double
        ? HasHarmlessBefore('"') && HasHarmlessAfter('"')
        : (HasHarmlessBefore(None) || (isArgument && BeginsPlainly())) && HasHarmlessAfter(None) && !EndsInRedirection();

    bool HasHarmlessBefore(char quote) => _at == 0 || (!IsInsertion(-1) && Peek(-1) switch
    {
        ' ' or '\t' or '\n' or '/' or '.' or '-' => true,
        '=' => char.IsAsciiLetterOrDigit(Peek(-2)) || Peek(-2) is '_' or '-',
        '"' => quote == '"',
        _ => false,
    });

    bool HasHarmlessAfter(char quote) => _at == _text.Count - 1 || (IsInsertion(1) && quote == None) || (!IsInsertion(1) && (char.IsAsciiLetterOrDigit(Peek(1)) || Peek(1) switch
    {
        ' ' or '\t' or '\n' or '/' or '.' or '-' or ';' or '|' or '&' or ')' => true,
        '"' => quote == '"',
        _ => false,
    }));

    // Nothing but plain characters and other values stands before it in its word, which is an argument: so it can become neither a reserved word nor a part of a variable's name.
    bool BeginsPlainly()
    {
        int offset = -1;
        while (_at + offset >= 0 && (IsInsertion(offset) || char.IsAsciiLetterOrDigit(Peek(offset)) || Peek(offset) is '_' or '.' or '/' or '-' or '+' or ':' or ',' or '@' or '=')) offset--;
        return _at + offset < 0 || Peek(offset) is ' ' or '\t' or '\n' or '<' or '>';
    }

    // Digits before a redirection are the number of what is redirected.
    bool EndsInRedirection()
    {
        int offset = 1;
        while (_at + offset < _text.Count && (IsInsertion(offset) || char.IsAsciiDigit(Peek(offset)))) offset++;
        return Peek(offset) is '<' or '>';
    }
}
