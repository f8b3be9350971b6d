using System.Buffers;
using System.Text.RegularExpressions;

namespace Flyball.Cli.Templates;

/// <summary>
/// Finds the words of a command that are evaluated once more after the shell has removed their quotes: as a command by another shell, as arithmetic or
/// as the name of a variable. What is inserted there needs more than quoting for one shell.
/// </summary>
static partial class Evaluation
{
    // These join their words by spaces and have a shell run the result.
    static readonly string[] s_evaluators = ["eval", "ssh", "autossh", "rsh", "watch", "trap", "parallel", "sem", "flyball", "tmux", "hyperfine", "sbatch"];

    // These run the program that is named somewhere among their words.
    static readonly string[] s_wrappers =
    [
        "env", "nohup", "nice", "ionice", "chrt", "taskset", "numactl", "sudo", "doas", "setsid", "stdbuf", "timeout", "time", "xargs", "find", "fd",
        "strace", "ltrace", "perf", "chronic", "unbuffer", "sshpass", "torsocks", "systemd-run", "systemd-inhibit", "caffeinate", "chroot", "unshare", "nsenter", "flock", "setpriv", "script", "busybox", "command",
    ];

    static readonly string[] s_declarations = ["declare", "typeset", "local", "readonly", "export", "integer", "float", "nameref"];

    // All that these declare evaluates what it is given.
    static readonly string[] s_evaluatingDeclarations = ["integer", "float", "nameref"];

    // These take numbers, which some shells evaluate as arithmetic.
    static readonly string[] s_numberTakers = ["let", "shift", "ulimit"];

    // Options of declare and typeset that make an integer, a number with a fraction, or another name for a variable. What is not known yet may be one.
    static readonly SearchValues<char> s_integerOption = SearchValues.Create('i', ShellWord.Unknown), s_evaluatingOptions = SearchValues.Create('i', 'n', 'E', 'F', ShellWord.Unknown);

    static readonly string[] s_nameTakers = ["unset", "read", "mapfile", "readarray", "getopts", "wait"];
    static readonly string[] s_comparisons = ["-eq", "-ne", "-lt", "-le", "-gt", "-ge"];

    /// <summary>Completes the steps of the insertions in a command.</summary>
    /// <returns>Whether the command changes how others are read: integer variables evaluate all that they are given, and an alias may be anything.</returns>
    public static bool Apply(SimpleCommand command)
    {
        RestrictSubscripts(command);
        int nameIndex = command.NameIndex;
        if (command.Words.Take(nameIndex).Any(word => word.Literal.Contains('=') && word.HasSeveralWords)) throw ShellLexer.RefusalOfSeveral("only the first would be assigned, and the next would be a command");
        if (nameIndex == command.Words.Count)
        {
            NestedShell.Apply(command.Words);
            return false;
        }

        List<ShellWord> arguments = command.Words[(nameIndex + 1)..];
        string name = command.Words[nameIndex].ProgramName;
        if (name is not ("[" or "[[") && name.AsSpan().ContainsAny("*?[{") && arguments.Any(word => word.Insertions.Any()))
            throw ShellLexer.Refusal("the name of the program is a pattern");
        ApplyEvaluator(command, nameIndex, name);
        if (name is "test" or "[" && arguments.Exists(word => word.HasSeveralWords)) throw ShellLexer.RefusalOfSeveral("some of them could be an operator, and others what it evaluates");
        if (name is "test" or "[" || command.IsConditional) RestrictOperands(command);
        if (name is "compgen" or "complete" && arguments.Any(word => word.Insertions.Any())) throw ShellLexer.Refusal("completions are evaluated");
        if (s_numberTakers.Contains(name)) Restrict(arguments, QuotingKind.OnlyNumber);
        if (s_nameTakers.Contains(name)) Restrict(arguments, QuotingKind.OnlyName);
        if (name is "printf" or "print") RestrictTarget(arguments, "-v");
        if (name == "set") RestrictTarget(arguments, "-A", "+A");
        return name == "alias" || (s_declarations.Contains(name) && RestrictDeclaration(name, arguments));
    }

    /// <summary>Whether a program is known to run another one that its words name.</summary>
    public static bool RunsPrograms(ShellWord program) => s_wrappers.Contains(program.ProgramName);

    static void ApplyEvaluator(SimpleCommand command, int nameIndex, string name)
    {
        int index = s_evaluators.Contains(name) ? nameIndex
            : s_wrappers.Contains(name) ? command.Words.FindIndex(nameIndex, word => s_evaluators.Contains(word.ProgramName))
            : -1;
        NestedShell.Apply(index < 0 ? command.Words : command.Words[..index]);
        if (index < 0) return;
        IEnumerable<ShellWord> words = command.Words.Skip(index + 1);
        words = command.Words[index].ProgramName switch
        {
            "ssh" or "autossh" or "rsh" => NestedShell.AfterHost([.. words]),
            "parallel" or "sem" or "flyball" => words.TakeWhile(word => !word.Literal.StartsWith(":::", StringComparison.Ordinal)),
            _ => words,
        };
        NestedShell.QuoteForAnotherShell([.. words]);
    }

    // The subscript of an array: "a[{}]=…", also among the values of an array.
    static void RestrictSubscripts(SimpleCommand command)
    {
        foreach (ShellWord word in command.Words)
        {
            int open = word.Text.FindIndex(symbol => symbol.Is('['));
            int assignment = word.Literal.LastIndexOf("]=", StringComparison.Ordinal);
            if (assignment < 0) assignment = word.Literal.LastIndexOf("]+=", StringComparison.Ordinal);
            if (open < 0 || assignment < open || word.Literal.Take(open).Any(character => !char.IsAsciiLetterOrDigit(character) && character != '_')) continue;
            for (int i = open; i < assignment; i++)
            {
                // A number in quotes is no number to a shell that reads the subscript as arithmetic.
                if (word.Text[i].Insertion is { Steps: [{ Kind: QuotingKind.Word } step, ..] steps } && StandsAlone(word.Text, i)) steps[0] = step with { MayStayBare = true };
                Restrict(word.Text[i].Insertion, QuotingKind.OnlyNumber);
            }
        }
    }

    /// <summary>Whether what stands before and behind a place cannot become one word with it.</summary>
    static bool StandsAlone(List<Symbol> text, int index) => text[index - 1].Character is '[' or '+' or '-' or '*' or '/' or '%' && text[index + 1].Character is ']' or '+' or '-' or '*' or '/' or '%';

    /// <summary>Whether the command makes an array whose subscripts are text.</summary>
    public static bool DeclaresTextSubscripts(SimpleCommand command) =>
        command.NameIndex < command.Words.Count && s_declarations.Contains(command.Words[command.NameIndex].ProgramName)
        && command.Words.Skip(command.NameIndex + 1).Any(word => word.Literal is ['-', not '-', ..] && word.Literal.Contains('A'));

    static void RestrictOperands(SimpleCommand command)
    {
        List<ShellWord> words = command.Words;
        for (int i = 0; i < words.Count; i++)
        {
            bool IsAt(int index, params ReadOnlySpan<string> options) => index >= 0 && index < words.Count && options.Contains(words[index].Literal);
            if (IsAt(i - 1, s_comparisons) || IsAt(i + 1, s_comparisons)) Restrict([words[i]], QuotingKind.OnlyNumber);
            else if (IsAt(i - 1, "-v", "-R", "-t")) Restrict([words[i]], QuotingKind.OnlyName);
        }
    }

    // The variable that is written to: of printf -v, of set -A.
    static void RestrictTarget(List<ShellWord> arguments, params string[] options)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            if (options.Any(option => arguments[i].Literal.StartsWith(option, StringComparison.Ordinal))) Restrict(arguments[i..Math.Min(i + 2, arguments.Count)], QuotingKind.OnlyName);
        }
    }

    static bool RestrictDeclaration(string name, List<ShellWord> arguments)
    {
        // A value behind the equals sign is only a value.
        Restrict(arguments.Where(word => !PlainAssignment().IsMatch(word.Literal)), QuotingKind.OnlyName);
        // A value could be the option itself, where that has arguments after it to evaluate.
        bool isPlain = name is "export" or "readonly";
        bool MayBeEvaluatingOption(ShellWord word) =>
            word.Literal is ['-' or '+', ..] ? word.Literal.AsSpan().ContainsAny(isPlain ? s_integerOption : s_evaluatingOptions) : word.Literal is [ShellWord.Unknown, ..] && !isPlain;
        return s_evaluatingDeclarations.Contains(name) || arguments.Any(MayBeEvaluatingOption);
    }

    static void Restrict(IEnumerable<ShellWord> words, QuotingKind kind)
    {
        foreach (Insertion insertion in words.SelectMany(word => word.Insertions)) Restrict(insertion, kind);
    }

    static void Restrict(Insertion? insertion, QuotingKind kind)
    {
        if (insertion is null || insertion.Steps[0].Kind is QuotingKind.OnlyNumber) return;
        insertion.Steps.Insert(0, new(kind));
    }

    [GeneratedRegex("^[A-Za-z0-9_]+\\+?=", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlainAssignment();
}
