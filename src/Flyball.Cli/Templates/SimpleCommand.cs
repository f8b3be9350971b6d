namespace Flyball.Cli.Templates;

/// <summary>A word of a shell command as the command sees it: without its quotes.</summary>
sealed class ShellWord
{
    /// <summary>Stands in <see cref="Literal"/> for what is not known yet.</summary>
    public const char Unknown = '\uFFFC';

    /// <summary>The word after quote removal.</summary>
    public List<Symbol> Text { get; } = [];

    /// <summary>Whether a command substitution in the word holds an insertion.</summary>
    public bool HasInsertionInSubstitution { get; set; }

    /// <summary>The word with a character that no name holds in the place of what is not known yet.</summary>
    public string Literal => string.Concat(Text.Select(symbol => symbol.Character ?? Unknown));

    public IEnumerable<Insertion> Insertions => Text.Where(symbol => symbol.Insertion is not null).Select(symbol => symbol.Insertion!);

    /// <summary>Whether several values in it would be more than one word.</summary>
    public bool HasSeveralWords => Insertions.Any(insertion => insertion.MayBeSeveralWords);

    /// <summary>The name of a program, without its directory, and without what is not known yet: that may turn out to be empty.</summary>
    public string ProgramName => Literal[(Literal.LastIndexOf('/') + 1)..].Replace(Unknown.ToString(), "");

    /// <summary>The part of it behind so many characters.</summary>
    public ShellWord Behind(int characters)
    {
        ShellWord rest = new() { HasInsertionInSubstitution = HasInsertionInSubstitution };
        rest.Text.AddRange(Text.Skip(characters));
        return rest;
    }

    /// <summary>Whether nothing of the program's name is known yet.</summary>
    public bool IsUnknownProgram => ProgramName.Length == 0 && Literal.EndsWith(Unknown);
}

/// <summary>The words of one simple command of the shell, without its redirections.</summary>
sealed class SimpleCommand
{
    // Words after which another command begins, some of them after options of their own.
    static readonly string[] s_reservedWords = ["!", "-", "{", "coproc", "do", "elif", "else", "if", "nocorrect", "noglob", "then", "until", "while"];
    static readonly string s_unknown = ShellWord.Unknown.ToString();
    static readonly string[] s_prefixes = ["builtin", "command", "exec", "time"];

    public List<ShellWord> Words { get; } = [];

    /// <summary>Whether it is a part of <c>[[ … ]]</c>.</summary>
    public bool IsConditional { get; set; }

    /// <summary>Whether the next word is the command's name, a reserved word or an assignment.</summary>
    public bool IsAtItsStart => NameIndex == Words.Count;

    /// <summary>The index of the command's name; the number of words when it has none yet.</summary>
    public int NameIndex
    {
        get
        {
            int index = 0;
            bool afterPrefix = false;
            while (index < Words.Count)
            {
                string word = Words[index].Literal;
                bool isPrefix = s_prefixes.Contains(word);
                bool isOption = afterPrefix && word.StartsWith('-');
                // What is not known yet may turn out to be nothing at all.
                if (!isPrefix && !isOption && word != s_unknown && !s_reservedWords.Contains(word) && !IsAssignment(Words[index])) break;
                index += isOption && word == "-a" ? 2 : 1;
                afterPrefix = isPrefix || isOption;
            }

            return Math.Min(index, Words.Count);
        }
    }

    static bool IsAssignment(ShellWord word)
    {
        string literal = word.Literal;
        int equals = literal.IndexOf('=');
        return equals > 0 && literal.AsSpan(0, equals).IndexOfAnyExcept(s_nameCharacters) < 0;
    }

    static readonly System.Buffers.SearchValues<char> s_nameCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+");
}
