using System.Text.Json;
using System.Text.RegularExpressions;

namespace Flyball.Tests.Cli.JobFiles;

/// <summary>As much of JSON Schema 2020-12 as our schema uses; another keyword is a failure. There is no package for it that we could use: they cost money or know older drafts.</summary>
sealed class SchemaCheck(JsonElement root)
{
    public bool Allows(JsonElement value) => Allows(root, value);

    bool Allows(JsonElement schema, JsonElement value) => schema.EnumerateObject().All(keyword => Allows(schema, keyword.Name, keyword.Value, value));

    bool Allows(JsonElement schema, string keyword, JsonElement rule, JsonElement value)
    {
        bool isMap = value.ValueKind == JsonValueKind.Object, isList = value.ValueKind == JsonValueKind.Array, isText = value.ValueKind == JsonValueKind.String, isNumber = value.ValueKind == JsonValueKind.Number;
        return keyword switch
        {
            "$schema" or "title" or "description" or "$defs" => true,
            "$ref" => Allows(Resolve(rule.GetString()!), value),
            "type" => rule.ValueKind == JsonValueKind.Array ? rule.EnumerateArray().Any(type => IsOf(type.GetString()!, value)) : IsOf(rule.GetString()!, value),
            "enum" => rule.EnumerateArray().Any(known => JsonElement.DeepEquals(known, value)),
            "anyOf" => rule.EnumerateArray().Any(choice => Allows(choice, value)),
            "oneOf" => rule.EnumerateArray().Count(choice => Allows(choice, value)) == 1,
            "not" => !Allows(rule, value),
            "required" => !isMap || rule.EnumerateArray().All(key => value.TryGetProperty(key.GetString()!, out _)),
            "properties" => !isMap || rule.EnumerateObject().All(property => !value.TryGetProperty(property.Name, out JsonElement found) || Allows(property.Value, found)),
            "additionalProperties" => !isMap || value.EnumerateObject().Where(property => !IsNamed(schema, property.Name)).All(property => rule.ValueKind == JsonValueKind.False ? false : Allows(rule, property.Value)),
            "propertyNames" => !isMap || value.EnumerateObject().All(property => Allows(rule, JsonSerializer.SerializeToElement(property.Name))),
            "minProperties" => !isMap || value.EnumerateObject().Count() >= rule.GetInt32(),
            "items" => !isList || value.EnumerateArray().All(item => Allows(rule, item)),
            "minItems" => !isList || value.GetArrayLength() >= rule.GetInt32(),
            "uniqueItems" => !isList || value.EnumerateArray().Select(item => item.GetRawText()).Distinct().Count() == value.GetArrayLength(),
            "pattern" => !isText || Regex.IsMatch(value.GetString()!, rule.GetString()!, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1)),
            "minLength" => !isText || value.GetString()!.Length >= rule.GetInt32(),
            "minimum" => !isNumber || value.GetDouble() >= rule.GetDouble(),
            "maximum" => !isNumber || value.GetDouble() <= rule.GetDouble(),
            "exclusiveMinimum" => !isNumber || value.GetDouble() > rule.GetDouble(),
            _ => throw new NotSupportedException($"the keyword '{keyword}'"),
        };
    }

    JsonElement Resolve(string reference) => reference.Split('/').Skip(1).Aggregate(root, (found, part) => found.GetProperty(part));

    static bool IsNamed(JsonElement schema, string key) => schema.TryGetProperty("properties", out JsonElement properties) && properties.TryGetProperty(key, out _);

    static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
        _ => throw new NotSupportedException($"the type '{type}'"),
    };
}
