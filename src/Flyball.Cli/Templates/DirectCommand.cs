using System.Collections.Immutable;
using Flyball.Cli.Input;
using Flyball.Jobs;

namespace Flyball.Cli.Templates;

/// <summary>A command line without shell syntax: its words, separated by blanks, are a program and its arguments. No shell reads it.</summary>
sealed class DirectCommand
{
    // Words that only a shell knows, or that do something else in a shell.
    static readonly string[] ShellWords =
    [
        "!", ".", ":", "alias", "bg", "bind", "break", "builtin", "caller", "case", "cd", "command", "compgen", "complete", "continue", "coproc", "declare",
        "dirs", "disown", "do", "done", "elif", "else", "enable", "esac", "eval", "exec", "exit", "export", "fc", "fg", "fi", "for", "function", "getopts",
        "hash", "help", "history", "if", "in", "jobs", "let", "local", "logout", "mapfile", "popd", "pushd", "read", "readarray", "readonly", "return",
        "select", "set", "shift", "shopt", "source", "suspend", "then", "time", "times", "trap", "type", "typeset", "ulimit", "umask", "unalias", "unset",
        "until", "wait", "while",
    ];

    readonly List<List<Symbol>> _words;

    DirectCommand(List<List<Symbol>> words) => _words = words;

    /// <summary>The command, or <c>null</c> when it takes a shell to run it.</summary>
    public static DirectCommand? TryRead(IReadOnlyList<Symbol> text)
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

        if (words.Count == 0 || words[0][0].Insertion is not null) return null;
        string program = string.Concat(words[0].Select(symbol => symbol.Character));
        // More than one step: the program itself runs a shell, or evaluates its arguments.
        bool evaluates = text.Any(symbol => symbol.Insertion is { Steps.Count: > 1 });
        return evaluates || ShellWords.Contains(program) ? null : new(words);
    }

    /// <summary>The job for the values: a value is one argument, or a part of one, whatever it holds.</summary>
    public ProcessJob Expand(JobArguments arguments)
    {
        ImmutableArray<string>.Builder words = ImmutableArray.CreateBuilder<string>(_words.Count);
        foreach (List<Symbol> word in _words) AddWord(words, word, arguments);
        return new ProcessJob(words[0], words.ToImmutable()[1..]);
    }

    // Several values in one place are several arguments, as they are for the shell.
    static void AddWord(ImmutableArray<string>.Builder words, List<Symbol> word, JobArguments arguments)
    {
        System.Text.StringBuilder current = new();
        foreach (Symbol symbol in word)
        {
            if (symbol.Insertion is null)
            {
                current.Append(symbol.Character);
                continue;
            }

            bool isFirst = true;
            foreach (string value in symbol.Insertion.Values(arguments))
            {
                if (!isFirst)
                {
                    words.Add(current.ToString());
                    current.Clear();
                }

                current.Append(value);
                isFirst = false;
            }
        }

        words.Add(current.ToString());
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
