namespace Flyball.Cli.CommandLine;

/// <summary>The user asked for something that cannot be done. Shown as two lines; nothing has been started.</summary>
sealed class UsageException(string error, string hint) : Exception(error)
{
    /// <summary>What to do instead.</summary>
    public string Hint { get; } = hint;

    /// <summary>The two lines, whatever control characters the offending words hold.</summary>
    public string ToLines() => $"error: {OneLine(Message)}\nhint: {OneLine(Hint)}\n";

    /// <summary>Quotes a word of the user.</summary>
    public static string Quote(string word) => $"'{word}'";

    /// <summary>Text on one line, control characters written out.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(character => character switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ when char.IsControl(character) => $"\\x{(int)character:x2}",
        _ => character.ToString(),
    }));
}
