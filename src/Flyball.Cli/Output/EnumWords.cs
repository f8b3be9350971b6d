using System.Text.Json;

namespace Flyball.Cli.Output;

/// <summary>The values of an enumeration as JSON has them: their names in camel case.</summary>
static class EnumWords<T>
    where T : struct, Enum
{
    static readonly T[] s_values = Enum.GetValues<T>();
    static readonly string[] s_words = [.. s_values.Select(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()))];

    public static string Of(T value) => s_words[Array.IndexOf(s_values, value)];

    /// <summary><c>null</c>: it is none of them.</summary>
    public static T? Parse(string word) => Array.IndexOf(s_words, word) is >= 0 and var index ? s_values[index] : null;
}
