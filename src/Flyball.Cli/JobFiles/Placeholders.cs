using System.Collections.Immutable;
using System.Text;

namespace Flyball.Cli.JobFiles;

/// <summary>Variables of a matrix in text: <c>{size}</c>. What else stands in braces is text.</summary>
static class Placeholders
{
    /// <summary>Fills in the values. What a value holds is not looked at again.</summary>
    public static string Fill(string text, ImmutableArray<MatrixValue> variables)
    {
        if (variables.IsEmpty || !text.Contains('{')) return text;
        var filled = new StringBuilder(text.Length);
        int done = 0;
        for (int open = text.IndexOf('{'); open >= 0; open = text.IndexOf('{', open + 1))
        {
            if (At(text, open, variables) is not { } variable) continue;
            filled.Append(text, done, open - done).Append(variable.Value);
            done = open + variable.Name.Length + 2;
        }

        return filled.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>Whether there is one to fill in.</summary>
    public static bool Occur(string text, ImmutableArray<MatrixValue> variables)
    {
        for (int open = text.IndexOf('{'); open >= 0; open = text.IndexOf('{', open + 1))
        {
            if (At(text, open, variables) is not null) return true;
        }

        return false;
    }

    static MatrixValue? At(string text, int open, ImmutableArray<MatrixValue> variables)
    {
        ReadOnlySpan<char> name = text.AsSpan(open + 1);
        int end = name.IndexOfAny('{', '}');
        if (end < 0 || name[end] == '{') return null;
        name = name[..end];
        foreach (MatrixValue variable in variables)
        {
            if (name.SequenceEqual(variable.Name)) return variable;
        }

        return null;
    }
}
