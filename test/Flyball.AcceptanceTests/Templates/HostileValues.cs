namespace Flyball.AcceptanceTests.Templates;

/// <summary>Values that would do harm if a shell read them as code: each harm creates the file <c>pwned</c>.</summary>
static class HostileValues
{
    public const string Harm = "pwned";

    // The payload is a redirection and not a command: even split into words and run by name it does nothing.
    public static IReadOnlyList<string> All { get; } =
    [
        "plain", "a b", "  two  blanks  ", "", "'", "\"", "''", "it's", "a'b\"c`d", "\\", "\\\\", "\\'", "'\\''", "\\n", "a\\", "$", "$$", "$HOME", "${HOME}",
        "$(>pwned)", "`>pwned`", "\\$(>pwned)", "\\`>pwned`", "'$(>pwned)'", "\"$(>pwned)\"", "'\"$(>pwned)\"'", "\\'$(>pwned)", "\\\"$(>pwned)", "')$(>pwned)('", "\";>pwned;\"", "';>pwned;'",
        ";>pwned;", "&>pwned&", "|>pwned", ">pwned", "\n>pwned\n", "a\n>pwned", "x\n", "\n\nx\n\n", "a\r\nb\r", "\t", "#", "# $(>pwned)", "#\n>pwned", ")>pwned", ") >pwned; (", "))>pwned", "}>pwned", "esac;>pwned",
        "a[$(>pwned)]", "x[`>pwned`]=1", "a[$(>pwned)]=1", "1+a[$(>pwned)]", "@(a|b)", "*", "?", "[a-z]", "{a,b}", "{1..3}", "~", "~root", "a=b", "=ls", "!", "!!", "!x", "^a^b", "-", "--", "-n", "-e", "-c",
        "%s", "%d\\0", "1", "2", "007", "-3", "1.5", "1 2", "if", "then", "{", "}", "(", ")", "[[", "ünï", "日本", "😀", "\u00a0", "\u0001\u007f", "EOF", "\nEOF\n>pwned\n", "x;y", "a,b", "a..b", "<", "<<EOF", "&1",
    ];

    /// <summary>Those that break the simplest mistakes, and a part of the others that depends on the seed: all of them on every template take a minute.</summary>
    public static IEnumerable<string> Some(string seed)
    {
        int offset = seed.Sum(character => character) % 11;
        return ["$(>pwned)", "'$(>pwned)'", ";>pwned;", "", .. All.Where((_, index) => index % 11 == offset)];
    }
}
