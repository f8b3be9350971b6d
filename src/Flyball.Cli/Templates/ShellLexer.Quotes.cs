namespace Flyball.Cli.Templates;

// Quotes and backslashes.
sealed partial class ShellLexer
{
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
}
