namespace Flyball.Cli.Templates;

// Substitutions of commands, variables and arithmetic.
sealed partial class ShellLexer
{
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
