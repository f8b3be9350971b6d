using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Templates;

/// <summary>Commands whose words are run by a shell of their own: <c>bash -c '…'</c>, <c>ssh host …</c>.</summary>
static class NestedShell
{
    static readonly string[] s_shells = ["sh", "bash", "dash", "zsh", "ksh", "ksh93", "mksh", "ash", "rbash", "yash", "posh", "oksh", "lksh"];

    // Programs that have a shell run what follows -c; other words may stand before it.
    static readonly string[] s_runners = ["su", "runuser", "script", "flock", "sg"];

    // Shells with other rules of quoting.
    static readonly string[] s_foreignShells = ["fish", "csh", "tcsh", "pwsh", "nu", "elvish", "xonsh"];

    // Long options whose value the program has a shell run. It takes their first letters for them, down to the shortest that no other option begins with.
    static readonly (string Program, string Shortest, string Option)[] s_codeOptions =
    [
        ("split", "--f", "--filter"), ("tar", "--to-", "--to-command"), ("tar", "--checkpoint-", "--checkpoint-action"), ("tar", "--inf", "--info-script"), ("tar", "--new-", "--new-volume-script"),
    ];

    // Options of ssh that take a value.
    const string SshOptionsWithValue = "BbcDEeFIiJLlmOoPpQRSWw";

    /// <summary>Quotes for the inner shell what is inserted into the word after <c>-c</c>.</summary>
    /// <exception cref="UsageException">A value cannot be inserted there safely.</exception>
    public static void Apply(List<ShellWord> words)
    {
        for (int i = 0; i < words.Count; i++)
        {
            string name = words[i].ProgramName;
            bool isShell = s_shells.Contains(name);
            if (words[i].IsUnknownProgram && FindOptionOfShell(words, i + 1) is >= 0 and var option && words.Skip(i + 1).Any(word => word.Insertions.Any()) && MayBeShell(words, i, option))
                throw ShellLexer.Refusal("the program that takes '-c' is not known and may be a shell");
            if (s_foreignShells.Contains(name)) RefuseForeign(words[(i + 1)..], name);
            QuoteCodeOptions(words, i, name);
            if (!isShell && !s_runners.Contains(name)) continue;
            if (isShell) RefuseOptionsFromValues(words, i + 1);
            int code = isShell ? FindOptionOfShell(words, i + 1) : words.FindIndex(i + 1, IsCommandOption);
            if (code < 0) continue;
            if (CodeInOption(words[code]) is { } inOption) QuoteForAnotherShell([inOption]);
            else if (FirstOperand(words, code + (isShell && words[code].Literal.Contains('o') ? 2 : 1)) is { } operand) QuoteForAnotherShell([operand]);
            return;
        }
    }

    /// <summary>The words of ssh that the other side's shell runs: those after the host.</summary>
    public static IEnumerable<ShellWord> AfterHost(IReadOnlyList<ShellWord> words)
    {
        int host = 0;
        while (host < words.Count && words[host].Literal is ['-', .., var last])
            host += words[host].Literal.Length == 2 && SshOptionsWithValue.Contains(last) ? 2 : 1;
        // ProxyCommand and its like are run by a shell of this machine.
        if (words.Take(host).Any(word => word.Literal.Contains("command", StringComparison.OrdinalIgnoreCase) && word.Insertions.Any()))
            throw ShellLexer.Refusal("an option of ssh runs it as a command");
        if (words.Take(host + 1).Any(word => word.HasSeveralWords)) throw ShellLexer.RefusalOfSeveral("only the first would be the host, and the next would be a command");
        return words.Skip(host + 1);
    }

    /// <summary>Words that a shell will read, joined by spaces: quotes what is inserted for that shell first, then for this one.</summary>
    /// <exception cref="UsageException">A value cannot be inserted there safely.</exception>
    public static void QuoteForAnotherShell(IReadOnlyList<ShellWord> words)
    {
        if (words.Any(word => word.HasInsertionInSubstitution)) throw ShellLexer.Refusal("a shell would run what a command substitution gives");
        List<Symbol> text = [];
        foreach (ShellWord word in words)
        {
            if (text.Count > 0) text.Add(new(' ', null));
            text.AddRange(word.Text);
        }

        if (text is [{ Insertion: not null }])
        {
            throw new UsageException(
                "the command would run the value itself as shell code", "give no command to run each value as a command line, or write a command around the {}");
        }

        Insertion[] insertions = [.. text.Where(symbol => symbol.Insertion is not null).Select(symbol => symbol.Insertion!)];
        if (insertions.Length == 0) return;
        List<QuotingStep>[] outer = [.. insertions.Select(insertion => insertion.Steps)];
        ShellLexer.Place(text);
        for (int i = 0; i < insertions.Length; i++) insertions[i].Steps.AddRange(outer[i]);
    }

    /// <summary>
    /// Whether a word of which nothing is known may be a shell: where the name of a program stands. Elsewhere it is hardly ever one, and <c>-c</c> the option of another program
    /// (<c>ffmpeg -i {} -c:v …</c>, <c>gcc $CFLAGS -c {}</c>), unless what follows looks like code.
    /// </summary>
    static bool MayBeShell(List<ShellWord> words, int index, int option)
    {
        if (index == 0 || Evaluation.RunsPrograms(words[0])) return true;
        ShellWord? code = CodeInOption(words[option]) ?? words.ElementAtOrDefault(option + 1);
        return code is not null && code.Insertions.Any() && code.Literal.Any(char.IsWhiteSpace);
    }

    static void QuoteCodeOptions(List<ShellWord> words, int program, string name)
    {
        for (int i = program + 1; i < words.Count; i++)
        {
            string word = words[i].Literal;
            int equals = word.IndexOf('=');
            string option = equals < 0 ? word : word[..equals];
            if (!s_codeOptions.Any(code => code.Program == name && option.StartsWith(code.Shortest, StringComparison.Ordinal) && code.Option.StartsWith(option, StringComparison.Ordinal))) continue;
            if (equals >= 0) QuoteForAnotherShell([words[i].Behind(equals + 1)]);
            else if (i + 1 < words.Count) QuoteForAnotherShell([words[i + 1]]);
        }
    }

    static void RefuseForeign(List<ShellWord> words, string name)
    {
        if (words.Any(IsCommandOption) && words.Any(word => word.Insertions.Any()))
            throw ShellLexer.Refusal($"{name} has other rules of quoting");
    }

    // Among the options only: behind the name of a script, -c is the script's own.
    static int FindOptionOfShell(List<ShellWord> words, int start)
    {
        int i = start;
        while (i < words.Count && IsOptionLike(words[i]))
        {
            if (IsCommandOption(words[i])) return i;
            i += TakesValue(words[i]) ? 2 : 1;
        }

        return -1;
    }

    // One value could be -c, and another what it runs.
    static void RefuseOptionsFromValues(List<ShellWord> words, int start)
    {
        for (int i = start; i < words.Count && IsOptionLike(words[i]) && !IsCommandOption(words[i]) && words[i].Literal != "--"; i += TakesValue(words[i]) ? 2 : 1)
        {
            if (words[i].Literal is [ShellWord.Unknown, ..] && (words[i].HasSeveralWords || words.Skip(i + 1).Any(word => word.Insertions.Any())))
                throw new UsageException("the command cannot take values safely: one could be the option -c of the shell, and another its code", "write '--' between the shell and the values");
        }
    }

    static ShellWord? FirstOperand(List<ShellWord> words, int start)
    {
        int i = start;
        while (i < words.Count && words[i].Literal is ['-' or '+', ..] && words[i].Insertions.FirstOrDefault() is null) i += TakesValue(words[i]) ? 2 : 1;
        return i < words.Count ? words[i] : null;
    }

    // What is not known yet may turn out to be an option.
    static bool IsOptionLike(ShellWord word) => word.Literal is ['-' or '+' or ShellWord.Unknown, ..];

    static bool TakesValue(ShellWord word) => word.Literal is "-o" or "+o" or "-O" or "+O" or "--rcfile" or "--init-file" || word.Literal is ['-', not '-', .., 'o'];

    static bool IsCommandOption(ShellWord word) => word.Literal is "--command" || CodeInOption(word) is not null
        || (word.Literal is ['-', not '-', ..] && word.Literal.Contains('c') && word.Literal.Skip(1).All(char.IsAsciiLetter));

    // --command='…', and -c'…' as one word.
    static ShellWord? CodeInOption(ShellWord word)
    {
        const string longOption = "--command=";
        int skip = word.Literal.StartsWith(longOption, StringComparison.Ordinal) ? longOption.Length
            : word.Literal.StartsWith("-c", StringComparison.Ordinal) && !word.Literal.Skip(1).All(char.IsAsciiLetter) ? 2
            : 0;
        return skip == 0 ? null : word.Behind(skip);
    }
}
