using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>The part of a help text that lists options, in at most 80 columns.</summary>
static class OptionHelp
{
    const int Width = 80, NameColumn = 27;

    /// <summary>A title, and a line or more for each option; ends with a newline.</summary>
    public static string For(OptionGroup group) => $"{group.Title}:\n{string.Concat(group.Options.Select(Entry))}";

    static string Entry(Option option)
    {
        string left = $"  {Names(option)}";
        List<string> lines = Wrap(option.Description ?? "", Width - NameColumn);
        bool fits = left.Length < NameColumn - 1;
        string first = fits ? left.PadRight(NameColumn) + lines[0] : left + "\n" + new string(' ', NameColumn) + lines[0];
        return string.Join("\n" + new string(' ', NameColumn), lines.Skip(1).Prepend(first)) + "\n";
    }

    /// <summary>One short name and the long one; further spellings are told by docs/cli.md.</summary>
    static string Names(Option option)
    {
        string? brief = option.Aliases.FirstOrDefault(alias => alias.Length == 2);
        string value = option is ValueOption ? $" {option.HelpName}" : "";
        return $"{(brief is null ? "" : brief + ", ")}{option.Name}{value}";
    }

    static List<string> Wrap(string text, int width)
    {
        List<string> lines = [""];
        foreach (string word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > width) lines.Add("");
            lines[^1] += lines[^1].Length == 0 ? word : " " + word;
        }

        return lines;
    }
}
