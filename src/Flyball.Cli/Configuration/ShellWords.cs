using System.Text;
using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Configuration;

/// <summary>Splits a text into words as a shell does: at blanks, with both quotes and the backslash, and with nothing else that a shell knows.</summary>
static class ShellWords
{
    /// <param name="text">The text.</param>
    /// <param name="name">Where it comes from, for messages.</param>
    /// <exception cref="UsageException">A quote is not closed, or a backslash stands at the end.</exception>
    public static IReadOnlyList<string> Split(string text, string name)
    {
        List<string> words = [];
        StringBuilder? word = null;
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            if (character is ' ' or '\t' or '\n')
            {
                if (word is not null) words.Add(word.ToString());
                word = null;
                continue;
            }

            word ??= new();
            if (character is '\'' or '"') i = Quoted(text, i, word, name);
            else if (character == '\\') word.Append(++i < text.Length ? text[i] : throw Wrong(name, i - 1, "a backslash has nothing after it"));
            else word.Append(character);
        }

        if (word is not null) words.Add(word.ToString());
        return words;
    }

    /// <returns>The place of the closing quote.</returns>
    static int Quoted(string text, int start, StringBuilder word, string name)
    {
        char quote = text[start];
        for (int i = start + 1; i < text.Length; i++)
        {
            if (text[i] == quote) return i;

            // Between double quotes a backslash is itself, but before what it can take the meaning of.
            bool escapes = quote == '"' && text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\' or '$' or '`';
            word.Append(text[escapes ? ++i : i]);
        }

        throw Wrong(name, start, $"the quote {quote} is not closed");
    }

    static UsageException Wrong(string name, int index, string problem) => new($"{name}: at character {index + 1}: {problem}", $"for example: {name}='-j 4 --joblog \"my log\"'");
}
