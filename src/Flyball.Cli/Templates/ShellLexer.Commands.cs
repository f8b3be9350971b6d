namespace Flyball.Cli.Templates;

sealed partial class ShellLexer
{
    /// <summary>Reads the unquoted part of a list of commands: words, operators, redirections, comments.</summary>
    /// <param name="lexer">Has the text and the position in it.</param>
    /// <param name="end">The character that ends the list.</param>
    sealed class CommandReader(ShellLexer lexer, char end)
    {
        // A command begins after the "do" or "{" that follows them, though neither begins one itself.
        static readonly string[] s_loopsAndDefinitions = ["coproc", "for", "foreach", "function", "repeat", "select"];

        SimpleCommand _command = new();
        ShellWord? _word;
        bool _isRedirection;

        int _wordStart;

        ShellWord Word
        {
            get
            {
                if (_word is null) (_word, _wordStart) = (new(), lexer._at);
                return _word;
            }
        }

        public bool IsAtItsEnd() => end != None && lexer.Current == end;

        public void Finish()
        {
            EndWord();
            EndCommand();
        }

        public void ReadNext()
        {
            if (lexer._text[lexer._at].IsDynamic)
            {
                Word.Text.Add(Symbol.Dynamic);
                lexer.Lose(DependsOnVariable);
                return;
            }

            if (lexer.IsInsertion(0))
            {
                // Bare it could be a reserved word in front of a command, and an operator between brackets.
                bool isArgument = !(_command.IsAtItsStart || lexer._inConditional);
                lexer.Insert(Word, QuotingKind.Word, mayStayBare: Word.Text.Count > 0 || isArgument, isArgument);
                return;
            }

            switch (lexer.Current)
            {
                case ' ' or '\t': EndWord(); lexer._at++; break;
                case '\n' or ';' or '|': EndOfCommand(); break;
                case '&' when lexer.Peek(1) == '>': BeginRedirection(); break;
                case '&': EndOfCommand(); break;
                case ')': EndOfCommand(); break;
                case '<' or '>': BeginRedirection(); break;
                case '(': ReadParenthesis(_word); break;
                case '#' when _word is null: ReadComment(); break;
                case '\\': lexer.ReadEscape(Word, inDoubleQuotes: false); break;
                case '\'': lexer.ReadSingleQuotes(Word); break;
                case '"': lexer.ReadDoubleQuotes(Word); break;
                case '`': lexer.ReadBackticks(Word, inDoubleQuotes: false); break;
                case '$': lexer.ReadDollar(Word, inDoubleQuotes: false); break;
                default: Word.Text.Add(lexer._text[lexer._at++]); break;
            }
        }

        void EndOfCommand()
        {
            Finish();
            lexer._at++;
        }

        void EndWord()
        {
            if (_word is null) return;
            lexer.NoteWord(_wordStart);
            if (!_isRedirection) AddWord(_word);
            else if (_word.Insertions.Any(insertion => insertion.MayBeSeveralWords)) throw RefusalOfSeveral("only the first would be the file of a redirection");
            _isRedirection = false;
            _word = null;
        }

        void AddWord(ShellWord word)
        {
            string literal = word.Literal;
            // The parentheses of its patterns look like the end of what surrounds it.
            if (literal == "case" && end == ')' && _command.IsAtItsStart) lexer.Lose("there is a 'case' inside parentheses");
            if (literal == "[[") lexer._inConditional = true;
            _command.IsConditional |= lexer._inConditional;
            if (literal == "]]") lexer._inConditional = false;
            if (literal is "do" or "{" && _command.Words is [var first, ..] && s_loopsAndDefinitions.Contains(first.Literal)) EndCommand();
            else _command.Words.Add(word);
        }

        void EndCommand()
        {
            if (_command.Words.Count > 0) lexer._changesReading |= Evaluation.Apply(_command);
            lexer._hasTextSubscripts |= Evaluation.DeclaresTextSubscripts(_command);
            _command = new();
        }

        void BeginRedirection()
        {
            // The number of a descriptor is no word of the command.
            if (_word is { Text.Count: > 0 } word && word.Literal.All(char.IsAsciiDigit)) _word = null;
            EndWord();
            char first = lexer.Current;
            if (first == '<' && lexer.Peek(1) == '<' && lexer.Peek(2) != '<')
            {
                lexer.Lose("there is a here-document");
                return;
            }

            lexer._at++;
            if (lexer.Current == '(' && first != '&')
            {
                // A process substitution is a word.
                ReadParenthesis(Word);
                return;
            }

            while (lexer.Current is '<' or '>' or '&' or '|') lexer._at++;
            _isRedirection = true;
        }

        void ReadParenthesis(ShellWord? word)
        {
            if (word is null && lexer.Peek(1) == '(')
            {
                lexer._at += 2;
                lexer.ReadArithmetic(Word);
                Finish();
            }
            else
            {
                // A subshell or a function's parentheses, after which another command may begin; or the values of an array, a pattern or a
                // process substitution, which belong to a word.
                bool endsCommand = word is null || lexer.Peek(1) == ')';
                lexer._at++;
                Word.HasInsertionInSubstitution |= lexer.ReadCommands(')');
                Word.Text.Add(Symbol.Dynamic);
                if (endsCommand) Finish();
            }

            // A comment for some shells, text for others.
            if (lexer.Current == '#') lexer.Lose("there is a '#' right after a parenthesis");
        }

        void ReadComment()
        {
            while (!lexer.AtEnd && lexer.Current != '\n' && !(lexer._inBackticks && lexer.Current == '`'))
            {
                if (lexer.IsInsertion(0)) lexer.Insert(null, QuotingKind.Comment);
                else lexer._at++;
            }
        }
    }
}
