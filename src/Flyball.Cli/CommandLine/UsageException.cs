namespace Flyball.Cli.CommandLine;

/// <summary>The user asked for something that cannot be done. Shown as two lines; nothing has been started.</summary>
class UsageException(string error, string hint) : Exception(error)
{
    /// <summary>What to do instead.</summary>
    public string Hint { get; } = hint;

    /// <summary>The option whose value is wrong, by its long name; <c>null</c>: something else is.</summary>
    public string? OptionName { get; init; }

    /// <summary>The wrong value; <c>null</c>: that of the option which holds.</summary>
    public string? OptionValue { get; init; }

    /// <summary>Something is wrong with an option that shows only when it is put to use.</summary>
    /// <param name="option">Its long name.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="hint">What to do instead.</param>
    /// <param name="value">Which of its values is meant; <c>null</c>: the one that holds.</param>
    public static UsageException Of(string option, string problem, string hint, string? value = null) =>
        new($"option '{option}': {problem}", hint) { OptionName = option, OptionValue = value };

    /// <summary>The two lines, whatever control characters the offending words hold.</summary>
    public virtual string ToLines() => $"error: {OneLine(Message)}\nhint: {OneLine(Hint)}\n";

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
