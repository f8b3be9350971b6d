using System.Text.RegularExpressions;

namespace Flyball.Cli.JobFiles.Reading;

/// <summary>What may stand in braces in a command.</summary>
static partial class Variable
{
    public const string NameHint = "it begins with a letter or '_'; letters, digits, '_' and '-' may follow";

    public static bool IsName(string text) => Name().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_-]*\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();
}
