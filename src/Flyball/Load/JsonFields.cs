using System.Text.Json;
using Flyball.Jobs;

namespace Flyball.Load;

/// <summary>The fields of a JSON object, of which <c>null</c> says that one is not there.</summary>
readonly struct JsonFields
{
    readonly JsonElement _json;

    public JsonFields(JsonElement json) =>
        _json = json.ValueKind == JsonValueKind.Object ? json : throw new FormatException("It is no JSON object.");

    public static FormatException Missing(string name) => new($"The field {name} is missing.");

    public JsonFields? Object(string name) => Find(name, JsonValueKind.Object) is { } value ? new JsonFields(value) : null;

    public string? Text(string name) => Find(name, JsonValueKind.String)?.GetString();

    public double? Number(string name, double maximum = double.MaxValue) => Find(name, JsonValueKind.Number) is { } value ? Number(value, name, maximum) : null;

    /// <summary>A number that may be negative.</summary>
    public double? Signed(string name)
    {
        if (Find(name, JsonValueKind.Number) is not { } value) return null;
        return value.TryGetDouble(out double number) && double.IsFinite(number) ? number : throw Wrong(name);
    }

    public long? Long(string name)
    {
        if (Find(name, JsonValueKind.Number) is not { } value) return null;
        return value.TryGetInt64(out long number) ? number : throw Wrong(name);
    }

    /// <summary>Whole numbers; empty: it is not there.</summary>
    public long[] Longs(string name) =>
        Find(name, JsonValueKind.Array) is { } values ? [.. values.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number : throw Wrong(name))] : [];

    public bool? Flag(string name)
    {
        if (!_json.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(name);
    }

    /// <summary>The objects of an array; empty: it is not there.</summary>
    public IReadOnlyList<JsonFields> Objects(string name) =>
        Find(name, JsonValueKind.Array) is { } values ? [.. values.EnumerateArray().Select(value => new JsonFields(value))] : [];

    public double Required(string name, double maximum = double.MaxValue) => Number(name, maximum) ?? throw Missing(name);

    public double[] Numbers(string name, double maximum)
    {
        if (Find(name, JsonValueKind.Array) is not { } values) return [];
        var numbers = new double[values.GetArrayLength()];
        for (int index = 0; index < numbers.Length; index++)
        {
            if (values[index].ValueKind != JsonValueKind.Number) throw Wrong(name);
            numbers[index] = Number(values[index], name, maximum);
        }

        return numbers;
    }

    public int? Integer(string name, int minimum, int maximum = int.MaxValue)
    {
        if (Find(name, JsonValueKind.Number) is not { } value) return null;
        return value.TryGetInt32(out int number) && number >= minimum && number <= maximum ? number : throw Wrong(name);
    }

    public ByteSize? Size(string name)
    {
        if (Find(name, JsonValueKind.Number) is not { } value) return null;
        return value.TryGetInt64(out long bytes) && bytes >= 0 ? new ByteSize(bytes) : throw Wrong(name);
    }

    public TimeSpan? Time(string name)
    {
        if (Find(name, JsonValueKind.Number) is not { } value) return null;
        return value.TryGetDecimal(out decimal seconds) && seconds >= 0 && LoadTrace.Time(seconds) is { } time ? time : throw Wrong(name);
    }

    static double Number(JsonElement value, string name, double maximum) =>
        value.TryGetDouble(out double number) && number >= 0 && number <= maximum ? number : throw Wrong(name);

    JsonElement? Find(string name, JsonValueKind kind)
    {
        if (!_json.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == kind ? value : throw Wrong(name);
    }

    public static FormatException Wrong(string name) => new($"The value of {name} is of the wrong kind or out of range.");
}
