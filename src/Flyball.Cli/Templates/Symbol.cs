namespace Flyball.Cli.Templates;

/// <summary>One element of a template: a character, an insertion, or (both absent) text that is only known when the shell has run.</summary>
/// <param name="Character">The character.</param>
/// <param name="Insertion">The insertion.</param>
/// <param name="Origin">Its index in the template, for which shell it ever is read.</param>
readonly record struct Symbol(char? Character, Insertion? Insertion, int Origin = Symbol.Nowhere)
{
    public const int Nowhere = -1;

    /// <summary>What a variable or a command substitution leaves behind.</summary>
    public static Symbol Dynamic => new(null, null);

    public bool IsDynamic => Character is null && Insertion is null;

    public bool Is(char character) => Character == character;
}
