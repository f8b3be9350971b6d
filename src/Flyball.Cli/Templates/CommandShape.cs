using System.Text;
using System.Text.RegularExpressions;

namespace Flyball.Cli.Templates;

/// <summary>
/// What is alike in commands of the same shape: programs, the names of options, shell operators. What they are given is left out, since it varies, and since it may be a secret: see docs/decisions/0016.
/// For example <c>ffmpeg -i {path} -crf {number} {path}</c>.
/// </summary>
static partial class CommandShape
{
    const string Value = "{value}", Inserted = "{}";

    /// <summary>Beyond this a shape says nothing more.</summary>
    const int MostLength = 300;

    /// <summary>Programs of which the first word says what they do. It is taken for that only in a command that the user wrote as such, never in a line of input.</summary>
    static readonly HashSet<string> s_withSubcommands =
    [
        "apt", "aws", "bazel", "brew", "bundle", "cargo", "cmake", "conda", "docker", "dotnet", "flyball", "gcloud", "gh", "git", "go", "gradle", "helm", "just", "kubectl", "make", "mvn", "ninja", "npm", "npx",
        "nox", "pip", "pip3", "pnpm", "podman", "poetry", "rake", "rustup", "samtools", "snakemake", "systemctl", "terraform", "tox", "uv", "yarn",
    ];

    /// <summary>After these another program follows.</summary>
    static readonly HashSet<string> s_beforePrograms = ["!", "{", "do", "elif", "else", "exec", "if", "nohup", "setsid", "then", "time", "until", "while"];

    /// <summary>The shape of a command with replacement strings.</summary>
    public static string Of(IEnumerable<Symbol> text) => new Words().Read(text.Select(symbol => symbol.Insertion is null ? symbol.Character : null), isLine: false);

    /// <summary>The shape of a command that is a line of input.</summary>
    public static string OfLine(string line) => new Words().Read(line.Select(character => (char?)character), isLine: true);

    /// <summary>Takes the text apart, about as a shell does: what it takes for one word too many costs nothing but a finer shape.</summary>
    sealed class Words
    {
        readonly StringBuilder _shape = new(), _word = new();
        readonly List<string> _parts = [];
        bool _isWord, _isInserted, _isQuoted, _isLine, _isProgram = true;
        string? _program;

        public string Read(IEnumerable<char?> text, bool isLine)
        {
            _isLine = isLine;
            char quote = '\0';
            bool isEscaped = false;
            foreach (char? symbol in text)
            {
                if (symbol is not { } character) (_isWord, _isInserted) = (true, true);
                else if (isEscaped) (isEscaped, _) = (false, _word.Append(character));
                else if (quote != '\0' && character == quote) quote = '\0';
                else if (character == '\\' && quote != '\'') (isEscaped, _isWord, _isQuoted) = (true, true, true);
                else if (quote != '\0') _word.Append(character);
                else if (character is '\'' or '"' or '`') (quote, _isWord, _isQuoted) = (character, true, true);
                else if (character is ' ' or '\t') EndWord();
                else if (character is '|' or '&' or ';' or '(' or ')' or '<' or '>' or '\n') AddOperator(character == '\n' ? ';' : character);
                else (_isWord, _) = (true, _word.Append(character));
            }

            EndWord();
            foreach (string part in _parts) _shape.Append(_shape.Length > 0 ? " " : "").Append(part);
            return _shape.Length <= MostLength ? _shape.ToString() : _shape.ToString(0, MostLength);
        }

        void AddOperator(char character)
        {
            // A digit before an arrow is a descriptor.
            if (character is '<' or '>' && _isWord && !_isInserted && _word is { Length: 1 } && char.IsAsciiDigit(_word[0])) (_isWord, _) = (false, _word.Clear());
            EndWord();
            bool isArrow = character is '<' or '>';
            if (_parts.Count > 0 && _parts[^1].Length < 3 && _parts[^1].All(last => last is '|' or '&' or ';' or '<' or '>')) _parts[^1] += character;
            else _parts.Add(character.ToString());
            if (!isArrow && !_parts[^1].StartsWith('>')) (_isProgram, _program) = (true, null);
        }

        void EndWord()
        {
            if (!_isWord) return;
            string word = _word.ToString();
            string part = _isProgram ? Program(word) : Argument(word);

            // Any number of values in a row are alike.
            if (part[0] != '{' || _parts.Count == 0 || _parts[^1] != part) _parts.Add(part);
            _word.Clear();
            _isWord = _isInserted = _isQuoted = false;
        }

        string Program(string word)
        {
            if (Assignment().Match(word) is { Success: true } assignment) return $"{assignment.Groups["name"].Value}={Value}";
            if (s_beforePrograms.Contains(word)) return word;
            _isProgram = false;
            if (_isInserted) return Inserted;
            string name = word[(word.LastIndexOf('/') + 1)..];
            if (!ProgramName().IsMatch(name)) return Value;
            return _program = name;
        }

        string Argument(string word)
        {
            bool isFirst = _program is not null && _parts.Count > 0 && _parts[^1] == _program;
            if (_isInserted) return LongOption().Match(word) is { Success: true, Value: var option } && word.Length > option.Length && word[option.Length] == '=' && !_isQuoted ? $"{option}={Inserted}" : Inserted;
            if (isFirst && !_isQuoted && !_isLine && s_withSubcommands.Contains(_program!) && Subcommand().IsMatch(word)) return word;
            if (isFirst && Interpreter().IsMatch(_program!) && Script().Match(word) is { Success: true } script) return script.Groups["name"].Value;
            if (word is "-" or "--") return word;
            if (LongOption().Match(word) is { Success: true, Value: var name })
                return word.Length == name.Length ? name : word[name.Length] == '=' ? $"{name}={Kind(word[(name.Length + 1)..])}" : Value;
            if (Number().IsMatch(word)) return Kind(word);
            if (ShortOption().IsMatch(word)) return word;
            return word is ['-', >= 'A' and <= 'Z' or >= 'a' and <= 'z', ..] ? $"{word[..2]}{Value}" : Kind(word);
        }

        static string Kind(string word) => Number().IsMatch(word) ? "{number}" : PathLike().IsMatch(word) ? "{path}" : Value;
    }

    [GeneratedRegex(@"^(?<name>[A-Za-z_][A-Za-z0-9_]*)=", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^[A-Za-z0-9_.+\-\[]{1,60}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ProgramName();

    [GeneratedRegex(@"^[a-z][a-z\-]{0,20}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Subcommand();

    [GeneratedRegex(@"^(?:python[0-9.]*|perl|ruby|node|bash|dash|sh|zsh|ksh|fish|Rscript|php|lua|julia)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Interpreter();

    [GeneratedRegex(@"^(?:.*/)?(?<name>[A-Za-z0-9_.\-]{1,60}\.(?:py|pl|rb|js|mjs|sh|bash|zsh|fish|R|r|php|lua|jl))$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Script();

    [GeneratedRegex(@"^--[A-Za-z][A-Za-z\-]{0,40}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LongOption();

    /// <summary>A letter; or a short word, as of ffmpeg and find, but none that begins as passwords and users are given: -psecret.</summary>
    [GeneratedRegex(@"^-(?:[A-Za-z]|[A-Za-z-[pPuU]][A-Za-z]{1,3})$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ShortOption();

    [GeneratedRegex(@"^[+\-]?[0-9]+(?:[.:,x][0-9]+)*[A-Za-z%]{0,3}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"/|^[^=@:]*\.[A-Za-z0-9]{1,5}$|^~", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PathLike();
}
