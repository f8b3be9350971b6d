using System.Text;
using Flyball.Cli.Input;
using Flyball.Execution;
using Flyball.Jobs;
using static Flyball.Cli.CommandLine.OptionValues;

namespace Flyball.Cli.CommandLine;

/// <summary>Reads the values of options that are about input. Each function takes the option's name for the message.</summary>
static class InputOptionValues
{
    /// <summary>The bytes that end a value.</summary>
    public static byte[] Delimiter(string name, string text)
    {
        string delimiter = Unescape(text);
        byte[] bytes = new byte[SystemText.MaxByteCount(delimiter.Length)];
        return bytes[..SystemText.GetBytes(delimiter, bytes)];
    }

    public static TrimSides Trim(string name, string text) => text switch
    {
        "n" => TrimSides.None,
        "l" => TrimSides.Left,
        "r" => TrimSides.Right,
        "lr" or "rl" => TrimSides.Both,
        _ => throw Wrong(name, text, "does not say where blanks are taken away", $"for example: {name} lr; n is nowhere, l on the left, r on the right"),
    };

    /// <summary>Where a header ends: after the first value.</summary>
    public static string Header(string name, string text) => text is ":" or ".*\\n"
        ? text
        : throw Wrong(name, text, "is no header that can be read", $"'{name} :' takes the first value of each source");

    public static int Rows(string name, string text) => Count(text, 0) ?? throw Wrong(name, text, "is not a number of values", $"for example: {name} 2; with 0 each job takes a value, and sees nothing of it");

    public static int Lines(string name, string text) => Count(text, 1) ?? throw Wrong(name, text, "is not a number of lines from 1 on", $"for example: {name} 2");

    public static int LineLength(string name, string text) => Count(text, 1) ?? throw Wrong(name, text, "is not a number of bytes", $"for example: {name} 10000, or {name} 64K");

    /// <summary>Replaces escapes as C has them: <c>\n</c>, <c>\t</c>, <c>\0</c>, <c>\x2c</c>, <c>\054</c>. What is none stays.</summary>
    public static string Unescape(string text)
    {
        StringBuilder result = new();
        for (int i = 0; i < text.Length; i++)
        {
            (string? character, int length) = text[i] == '\\' ? ReadEscape(text.AsSpan(i + 1)) : default;
            result.Append(character ?? text[i].ToString());
            i += length;
        }

        return result.ToString();
    }

    static int? Count(string text, int least) => ByteSize.TryParse(text, out ByteSize size) && size.Bytes >= least && size.Bytes <= int.MaxValue ? (int)size.Bytes : null;

    static (string? Character, int Length) ReadEscape(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return default;
        int simple = "abfnrtv\\".IndexOf(text[0], StringComparison.Ordinal);
        if (simple >= 0) return ("\a\b\f\n\r\t\v\\"[simple].ToString(), 1);
        int digits = 0, code = 0;
        bool hex = text[0] == 'x';
        ReadOnlySpan<char> number = hex ? text[1..] : text;
        while (digits < Math.Min(hex ? 2 : 3, number.Length) && (hex ? char.IsAsciiHexDigit(number[digits]) : number[digits] is >= '0' and <= '7'))
            code = (hex ? 16 : 8) * code + Convert.ToInt32(number[digits++].ToString(), 16);
        return digits == 0 ? default : (SystemText.GetString([(byte)code]), digits + (hex ? 1 : 0));
    }
}
