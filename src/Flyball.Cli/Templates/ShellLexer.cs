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
    bool _changesReading;

    ShellLexer(IReadOnlyList<Symbol> text) => _text = text;

    /// <summary>Sets the steps of all insertions in the text.</summary>
    /// <exception cref="UsageException">An insertion stands where no value can be inserted safely, or a quote is not closed.</exception>
    public static void Place(IReadOnlyList<Symbol> text)
    {
        ShellLexer lexer = new(text);
        lexer.ReadCommands(None);
        if (lexer._changesReading && text.Any(symbol => symbol.Insertion is not null))
            throw Refusal("aliases and integer variables evaluate what they are given");
    }

    /// <summary>Says that a template cannot take values.</summary>
    public static UsageException Refusal(string reason) =>
        new($"the command cannot take values safely: {reason}", "put the value into a variable first: v={}; then use \"$v\"");

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
        new($"the command has a {UsageException.Quote(opening.ToString())} that is not closed", "the shell reads the words of the command, joined by spaces, once more: quote them twice");

    void Insert(ShellWord? word, QuotingKind kind, bool mayStayBare = false)
    {
        Symbol symbol = _text[_at];
        symbol.Insertion!.Steps = [new(kind, mayStayBare && HasHarmlessNeighbours(kind))];
        if (_inBackticks) symbol.Insertion.Steps.Add(new(QuotingKind.Backtick));
        word?.Text.Add(symbol);
        _at++;
    }

    // Bare text must not merge with what is next to it: a variable's name before it, a redirection after it, braces around it.
    bool HasHarmlessNeighbours(QuotingKind kind)
    {
        bool doubleQuoted = kind == QuotingKind.Double;
        bool before = _at == 0 || (!IsInsertion(-1) && Peek(-1) switch
        {
            ' ' or '\t' or '\n' or '/' or '.' or '-' => true,
            '=' => char.IsAsciiLetterOrDigit(Peek(-2)) || Peek(-2) is '_' or '-',
            '"' => doubleQuoted,
            _ => false,
        });
        bool after = _at == _text.Count - 1 || (!IsInsertion(1) && (char.IsAsciiLetterOrDigit(Peek(1)) || Peek(1) switch
        {
            ' ' or '\t' or '\n' or '/' or '.' or '-' or ';' or '|' or '&' or ')' => true,
            '"' => doubleQuoted,
            _ => false,
        }));
        return before && after;
    }

    void ReadSingleQuotes(ShellWord word)
    {
        _at++;
        while (!AtEnd && Current != '\'')
        {
            if (_text[_at].IsDynamic) Lose(DependsOnVariable);
            else if (_inBackticks && Current == '`') Lose("there is a backtick inside quotes");
            else if (IsInsertion(0)) Insert(word, QuotingKind.Single);
            else word.Text.Add(_text[_at++]);
        }

        Close('\'');
    }

    void ReadDoubleQuotes(ShellWord word)
    {
        _at++;
        while (!AtEnd && Current != '"')
        {
            if (_text[_at].IsDynamic) Lose(DependsOnVariable);
            else if (IsInsertion(0)) Insert(word, QuotingKind.Double, mayStayBare: true);
            else if (Current == '\\') ReadEscape(word, inDoubleQuotes: true);
            else if (Current == '$') ReadDollar(word, inDoubleQuotes: true);
            else if (Current == '`') ReadBackticks(word, inDoubleQuotes: true);
            else word.Text.Add(_text[_at++]);
        }

        Close('"');
    }

    void Close(char quote)
    {
        if (AtEnd && !_isLost) throw Unclosed(quote);
        _at++;
    }

    void ReadEscape(ShellWord word, bool inDoubleQuotes)
    {
        if (_inBackticks)
        {
            Lose("there is a backslash inside backticks; use $( ) for the substitution");
            return;
        }

        if (IsInsertion(1)) throw Refusal("there is a backslash right before a replacement string");
        if (_at + 1 < _text.Count && _text[_at + 1].IsDynamic)
        {
            Lose(DependsOnVariable);
            return;
        }

        char escaped = Peek(1);
        if (inDoubleQuotes && escaped is not ('$' or '`' or '"' or '\\' or '\n')) word.Text.Add(_text[_at]);
        if (escaped != '\n' && _at + 1 < _text.Count) word.Text.Add(_text[_at + 1]);
        _at = Math.Min(_at + 2, _text.Count);
    }

    void ReadBackticks(ShellWord word, bool inDoubleQuotes)
    {
        if (inDoubleQuotes || _inBackticks)
        {
            // Shells disagree about quotes there.
            Lose("there are backticks inside double quotes or other substitutions; use $( ) for the substitution");
            return;
        }

        _at++;
        _inBackticks = true;
        word.HasInsertionInSubstitution |= ReadCommands('`');
        _inBackticks = false;
        word.Text.Add(Symbol.Dynamic);
    }

    void ReadDollar(ShellWord word, bool inDoubleQuotes)
    {
        if (IsInsertion(1)) throw Refusal("there is a '$' right before a replacement string");
        char next = Peek(1);
        if (next == '(' && Peek(2) == '(')
        {
            _at += 3;
            ReadArithmetic(word);
        }
        else if (next == '(')
        {
            _at += 2;
            word.HasInsertionInSubstitution |= ReadCommands(')');
        }
        else if (next == '{')
        {
            _at += 2;
            ReadParameter();
        }
        else if (next == '[')
        {
            Lose("'$[' is read differently by different shells");
            return;
        }
        else if (next == '\'' && !inDoubleQuotes)
        {
            _at += 2;
            ReadAnsiQuotes();
        }
        else if (next == '"' && !inDoubleQuotes)
        {
            _at++;
            return;
        }
        else if (char.IsAsciiLetter(next) || next == '_')
        {
            _at += 2;
            while (char.IsAsciiLetterOrDigit(Current) || Current == '_') _at++;
            // Only a subscript in some shells, where it is an arithmetic expression.
            if (Current == '[') Lose("'$name[' is read differently by different shells");
        }
        else if (char.IsAsciiDigit(next) || next is '@' or '*' or '#' or '?' or '-' or '$' or '!')
        {
            _at += 2;
        }
        else
        {
            word.Text.Add(_text[_at++]);
            return;
        }

        word.Text.Add(Symbol.Dynamic);
    }

    // After "${". What is nested in it is read differently by different shells.
    void ReadParameter()
    {
        while (!AtEnd && Current != '}')
        {
            if (IsInsertion(0)) throw Refusal("there is a replacement string inside ${ }");
            bool nests = Current is '\'' or '"' or '`' or '\\' or '{' || (Current == '$' && Peek(1) is '(' or '{' or '[' or '\'');
            if (nests || _text[_at].IsDynamic) Lose("there is a quote or substitution inside ${ }");
            else _at++;
        }

        Close('}');
    }

    // After "$'", which some shells read as a plain dollar and a single quote.
    void ReadAnsiQuotes()
    {
        while (!AtEnd && Current != '\'')
        {
            if (IsInsertion(0)) throw Refusal("there is a replacement string inside $' '");
            if ((Current == '\\' && (Peek(1) == '\'' || _inBackticks)) || Current == '`' || _text[_at].IsDynamic) Lose("there is an escaped quote inside $' '");
            else _at++;
        }

        Close('\'');
    }

    // After "((".
    void ReadArithmetic(ShellWord word)
    {
        int depth = 0;
        int start = _at;
        while (!AtEnd)
        {
            if (IsInsertion(0))
            {
                Insert(null, QuotingKind.Arithmetic);
                continue;
            }

            if (Current == ')' && depth == 0) break;
            if (Current == '$')
            {
                ReadDollar(word, inDoubleQuotes: true);
                continue;
            }

            if (_text[_at].IsDynamic || Current is '\'' or '"' or '`' or '\\' or '#')
            {
                Lose("there is a quote inside (( ))");
                return;
            }

            depth += Current switch { '(' => 1, ')' => -1, _ => 0 };
            _at++;
        }

        if (_isLost) return;
        if (AtEnd) throw Unclosed('(');
        if (Peek(1) == ')') _at += 2;
        else if (_text.Skip(start).Any(symbol => symbol.Insertion is not null)) throw Refusal("'((' begins no arithmetic expression; write '( ('");
        else Lose("'((' begins no arithmetic expression");
    }
}
