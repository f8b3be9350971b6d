using System.Text.Json;

namespace Flyball.Cli.JobFiles.Tree;

/// <summary>How a job file is written.</summary>
enum JobFileFormat
{
    Yaml,
    Json,
    JsonLines,
}

/// <summary>Tells formats apart: by the ending of the file's name, else by its content.</summary>
static class JobFileFormats
{
    public static JobFileFormat Of(string name, ReadOnlySpan<byte> content) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".yaml" or ".yml" => JobFileFormat.Yaml,
        ".json" => JobFileFormat.Json,
        ".jsonl" or ".ndjson" => JobFileFormat.JsonLines,
        _ => OfContent(content.TrimStart(" \t\r\n"u8)),
    };

    static JobFileFormat OfContent(ReadOnlySpan<byte> content)
    {
        // YAML's maps may begin with a brace too, but their first key hardly ever has quotes.
        if (content is not [(byte)'{', .. var inside] || inside.TrimStart(" \t\r\n"u8) is not [(byte)'"' or (byte)'}', ..]) return JobFileFormat.Yaml;
        int end = content.IndexOf((byte)'\n');
        ReadOnlySpan<byte> first = end < 0 ? content : content[..end];
        if (!TryFindKey(first, Keys.Jobs, out bool hasJobs)) return JobFileFormat.Json;
        bool isAlone = end < 0 || content[end..].Trim(" \t\r\n"u8).IsEmpty;
        return isAlone && hasJobs ? JobFileFormat.Json : JobFileFormat.JsonLines;
    }

    /// <summary>Looks for an outermost key.</summary>
    /// <returns>Whether the text is one whole JSON value.</returns>
    static bool TryFindKey(ReadOnlySpan<byte> json, string key, out bool isFound)
    {
        isFound = false;
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read()) isFound |= reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals(key);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
