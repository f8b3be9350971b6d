using System.CommandLine;
using static Flyball.Cli.CommandLine.UsageException;

namespace Flyball.Cli.CommandLine;

/// <summary>
/// The raw words, split where the options end: at the first word that is none, or at <c>--</c>. System.CommandLine itself would go on to look
/// for options among the words of the user's command. Words are read as GNU parallel reads them: short options may share a word, of which the last one may
/// take the rest or the next word as its value; long ones take theirs after <c>=</c> or as the next word, whatever it begins with.
/// </summary>
/// <param name="Options">The options, in their order.</param>
/// <param name="Rest">The words after the options, as they were.</param>
sealed record OptionWords(IReadOnlyList<GivenOption> Options, IReadOnlyList<string> Rest)
{
    /// <summary>Splits the words that follow the name of a command.</summary>
    /// <param name="command">The command with its options.</param>
    /// <param name="words">The words.</param>
    /// <param name="origin">Where they come from; <c>null</c>: from the command line.</param>
    /// <exception cref="UsageException">An option is unknown or ambiguous, lacks its value, or has one that it does not take.</exception>
    public static OptionWords Split(Command command, IReadOnlyList<string> words, Origin? origin = null)
    {
        var reader = new Reader(new OptionNames(command), words, origin);
        reader.ReadAll();
        return new(reader.Options, [.. words.Skip(reader.Next)]);
    }

    /// <summary>Whether a flag was given, and not taken back.</summary>
    public bool Gives(FlagOption flag) => Options.LastOrDefault(given => given.Option == flag) is { IsTakenBack: false };

    sealed class Reader(OptionNames names, IReadOnlyList<string> words, Origin? origin)
    {
        public List<GivenOption> Options { get; } = [];

        public int Next { get; private set; }

        public void ReadAll()
        {
            while (Next < words.Count && words[Next] is ['-', _, ..] word)
            {
                Next++;
                if (word == "--") break;
                if (word[1] == '-') ReadLong(word);
                else ReadShort(word);
            }
        }

        void ReadLong(string word)
        {
            int equals = word.IndexOf('=');
            (string name, string? value) = equals < 0 ? (word, null) : (word[..equals], word[(equals + 1)..]);
            (Option option, bool isTakenBack) = names.Long(name);
            if (option is ValueOption valued)
            {
                Add(valued, name, value);
                return;
            }

            if (value is not null) throw new UsageException($"option '{name}' takes no value, but was given {Quote(value)}", $"write '{name}' alone");
            Options.Add(new(option, null, isTakenBack, origin));
        }

        void ReadShort(string word)
        {
            for (int i = 1; i < word.Length; i++)
            {
                Option option = names.Short(word, i);
                if (option is ValueOption valued)
                {
                    Add(valued, $"-{word[i]}", i + 1 < word.Length ? word[(i + 1)..] : null);
                    return;
                }

                Options.Add(new(option, null, Origin: origin));
            }
        }

        void Add(ValueOption option, string name, string? value)
        {
            if (value is null && Next < words.Count)
            {
                value = words[Next++];
                // As a value it would be taken in silence; somebody forgot the value of the option before it.
                if (option.Kind == ValueKind.File && (value.StartsWith(":::", StringComparison.Ordinal) || names.IsShortName(value)))
                    throw new UsageException($"option '{name}' needs a value, but the next word is '{value}'", $"for example: {name} {option.Example}; a file of that name is './{value}'");
                if (names.IsLongName(value)) throw new UsageException($"option '{name}' needs a value, but the next word is the option '{value}'", $"for example: {name} {option.Example}");
            }

            if (value is null || (value.Length == 0 && !option.AllowsEmpty))
                throw new UsageException($"option '{name}' needs a value", $"for example: {name} {option.Example}");
            Options.Add(new(option, value, Origin: origin));
        }
    }
}
