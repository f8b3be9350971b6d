using System.Text;
using System.Text.Json;

namespace Flyball.Cli.JobFiles.Tree;

/// <summary>Reads JSON as its standard has it: no comments, no commas too many.</summary>
static class JsonTree
{
    /// <summary>Reads the one value.</summary>
    /// <param name="json">Valid UTF-8.</param>
    /// <param name="start">Where it stands in its file.</param>
    /// <param name="problems">Where to report.</param>
    /// <returns>The value, or <c>null</c> when it cannot be read; that has been reported.</returns>
    public static Node? Read(ReadOnlySpan<byte> json, Position start, Problems problems)
    {
        var builder = new TreeBuilder(problems);
        var cursor = new PositionCursor(json, start);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = TreeBuilder.MostDepth + 1 });
        try
        {
            while (reader.Read())
            {
                if (!Take(ref reader, cursor.MoveTo((int)reader.TokenStartIndex), builder)) return null;
            }

            return builder.Root;
        }
        catch (JsonException wrong)
        {
            problems.Add(PlaceOf(wrong, json, start), $"this is not JSON: {ReasonOf(wrong)}", "look at the commas, brackets and quotes there and just before");
        }
        catch (InvalidOperationException)
        {
            problems.Add(cursor.Position, "this text has half of a surrogate pair", "escapes of characters beyond \\uffff come in pairs, such as \\ud83d\\ude00");
        }

        return null;
    }

    /// <summary>The reader's own message, without the place, counted in bytes from 0, with which it ends; the two that speak to programmers in words for users.</summary>
    static string ReasonOf(JsonException wrong) => wrong.Message.Split(" LineNumber:")[0].TrimEnd('.') switch
    {
        var message when message.StartsWith("The JSON object contains a trailing comma", StringComparison.Ordinal) => "nothing follows the last comma of a map",
        var message when message.StartsWith("The JSON array contains a trailing comma", StringComparison.Ordinal) => "nothing follows the last comma of a list",
        var message when message.StartsWith("Expected depth to be zero", StringComparison.Ordinal) => "a bracket is not closed",
        var message => message,
    };

    static bool Take(ref Utf8JsonReader reader, Position position, TreeBuilder builder)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: return builder.TryOpen(position, isMap: true);
            case JsonTokenType.StartArray: return builder.TryOpen(position, isMap: false);
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                builder.Close();
                break;
            case JsonTokenType.PropertyName:
                builder.AddKey(reader.GetString()!, position);
                break;
            case JsonTokenType.String:
                builder.AddScalar(position, ScalarKind.Text, reader.GetString()!);
                break;
            default:
                builder.AddScalar(position, TypeOf(reader.TokenType), Encoding.UTF8.GetString(reader.ValueSpan));
                break;
        }

        return true;
    }

    static ScalarKind TypeOf(JsonTokenType type) => type switch
    {
        JsonTokenType.Number => ScalarKind.Number,
        JsonTokenType.Null => ScalarKind.Null,
        _ => ScalarKind.Boolean,
    };

    static Position PlaceOf(JsonException wrong, ReadOnlySpan<byte> json, Position start)
    {
        int offset = 0;
        for (long line = wrong.LineNumber ?? 0; line > 0; line--)
        {
            int length = json[offset..].IndexOf((byte)'\n');
            if (length < 0) break;
            offset += length + 1;
        }

        return new PositionCursor(json, start).MoveTo((int)Math.Min(json.Length, offset + (wrong.BytePositionInLine ?? 0)));
    }
}
