using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>The part of a help text that lists options, in at most 80 columns.</summary>
static class OptionHelp
{
    const int Width = 80, NameColumn = 27;

    /// <summary>For each group a title, and a line or more for each option; ends with a newline.</summary>
    /// <param name="groups">The groups; one of which nothing is to be shown is left out.</param>
    /// <param name="all">Whether also those that few need are shown. Hidden ones never are.</param>
    public static string For(IEnumerable<OptionGroup> groups, bool all) => string.Join('\n', groups.Select(group => For(group, all)).Where(text => text.Length > 0));

    /// <summary>How many options are shown only when all are.</summary>
    public static int LeftOut(IEnumerable<OptionGroup> groups) => groups.Sum(group => group.Options.Count(option => IsShown(option, all: true) && !IsShown(option, all: false)));

    static bool IsShown(Option option, bool all) => !option.Hidden && (all || option is IDescribedOption { IsCommon: true });

    static string For(OptionGroup group, bool all)
    {
        string[] shown = [.. group.Options.Where(option => IsShown(option, all)).Select(Entry)];
        return shown.Length == 0 ? "" : $"{group.Title}:\n{string.Concat(shown)}";
    }

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
