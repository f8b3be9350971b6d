using System.Collections.Immutable;
using System.Text;
using Flyball.Cli.Input;
using Flyball.Jobs;

namespace Flyball.Cli.Templates;

/// <summary>A command line without shell syntax: its words, separated by blanks, are a program and its arguments. No shell reads it.</summary>
sealed class DirectCommand
{
    // Words that only a shell knows, or that do something else in a shell.
    static readonly string[] s_shellWords =
    [
        "!", ".", ":", "alias", "bg", "bind", "break", "builtin", "caller", "case", "cd", "command", "compgen", "complete", "continue", "coproc", "declare",
        "dirs", "disown", "do", "done", "elif", "else", "enable", "esac", "eval", "exec", "exit", "export", "fc", "fg", "fi", "for", "function", "getopts",
        "hash", "help", "history", "if", "in", "jobs", "let", "local", "logout", "mapfile", "popd", "pushd", "read", "readarray", "readonly", "return",
        "select", "set", "shift", "shopt", "source", "suspend", "then", "time", "times", "trap", "type", "typeset", "ulimit", "umask", "unalias", "unset",
        "until", "wait", "while",
    ];

    readonly IReadOnlyList<IReadOnlyList<Symbol>> _words;
    readonly bool _repeatsWords;

    DirectCommand(IReadOnlyList<IReadOnlyList<Symbol>> words, bool repeatsWords) => (_words, _repeatsWords) = (words, repeatsWords);

    /// <summary>The command, or <c>null</c> when it takes a shell to run it.</summary>
    /// <param name="text">The template, its insertions placed.</param>
    /// <param name="repeatsWords">Whether the word around a replacement string is repeated for each value.</param>
    public static DirectCommand? TryRead(IReadOnlyList<Symbol> text, bool repeatsWords = false)
    {
        List<List<Symbol>> words = [];
        bool inWord = false;
        foreach (Symbol symbol in text)
        {
            bool isBlank = symbol.Is(' ') || symbol.Is('\t');
            if (!isBlank && !inWord) words.Add([]);
            if (!isBlank && IsSyntax(symbol.Character, words)) return null;
            if (!isBlank) words[^1].Add(symbol);
            inWord = !isBlank;
        }

        if (words.Count == 0 || words[0][0].Insertion is not null || s_shellWords.Contains(string.Concat(words[0].Select(symbol => symbol.Character)))) return null;
        return TryOf(words, repeatsWords);
    }

    /// <summary>The command of words that no shell reads, or <c>null</c> when the program itself runs a shell or evaluates its arguments.</summary>
    public static DirectCommand? TryOf(IReadOnlyList<IReadOnlyList<Symbol>> words, bool repeatsWords) =>
        words.Any(word => word.Any(symbol => symbol.Insertion is { Steps.Count: > 1 })) ? null : new(words, repeatsWords);

    /// <summary>The program and its arguments for the values: a value is one argument, or a part of one, whatever it holds.</summary>
    public ImmutableArray<string> Expand(JobArguments arguments, JobGrant? grant = null)
    {
        ImmutableArray<string>.Builder words = ImmutableArray.CreateBuilder<string>(_words.Count);
        foreach (IReadOnlyList<Symbol> word in _words)
        {
            if (_repeatsWords && word.Any(symbol => symbol.Insertion is { MayBeSeveral: true }))
                foreach (string value in arguments.Values) words.Add(With(word, value, arguments, grant));
            else AddWord(words, word, arguments, grant);
        }

        return words.DrainToImmutable();
    }

    static string With(IReadOnlyList<Symbol> word, string value, JobArguments arguments, JobGrant? grant) => string.Concat(word.Select(symbol => symbol.Insertion switch
    {
        null => symbol.Character.ToString(),
        { Kind: InsertionKind.AllValues } all => all.Transform(value),
        var other => other.Values(arguments, grant).FirstOrDefault(""),
    }));

    // Several values in one place are several arguments, as they are for the shell; none is nothing.
    static void AddWord(ImmutableArray<string>.Builder words, IReadOnlyList<Symbol> word, JobArguments arguments, JobGrant? grant)
    {
        StringBuilder? current = null;
        foreach (Symbol symbol in word)
        {
            if (symbol.Insertion is null)
            {
                (current ??= new()).Append(symbol.Character);
                continue;
            }

            bool isFirst = true;
            foreach (string value in symbol.Insertion.Values(arguments, grant))
            {
                if (!isFirst)
                {
                    words.Add(current!.ToString());
                    current.Clear();
                }

                (current ??= new()).Append(value);
                isFirst = false;
            }
        }

        if (current is not null) words.Add(current.ToString());
    }

    // The characters that a shell of the family reads as anything but themselves at this place.
    static bool IsSyntax(char? character, List<List<Symbol>> words) => character switch
    {
        null => false,
        '|' or '&' or ';' or '<' or '>' or '(' or ')' or '$' or '`' or '"' or '\'' or '\\' or '*' or '?' or '[' or '{' or '}' or '^' or '\n' => true,
        '#' or '~' => words[^1].Count == 0 || words[^1][^1].Is('=') || words[^1][^1].Is(':'),
        '=' => words.Count == 1 || words[^1].Count == 0,
        '!' => words[^1].Count == 0,
        _ => false,
    };
}
