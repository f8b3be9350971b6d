using System.Text.Json;
using Flyball.Cli.Output;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Cli.Replay.Recording;

/// <summary>
/// The fields that a type has in a record: each stands here once, with how it is got and how it is set, so that what is written is what is read. A field that is as usual is not written.
/// </summary>
/// <param name="usual">Gives the value of which nothing is written; <c>null</c>: that of which all is zero.</param>
sealed class FieldTable<T>(Func<T>? usual = null)
    where T : struct, allows ref struct
{
    readonly List<(Action<Utf8JsonWriter, T> Write, Func<JsonFields, T, T> Read)> _fields = [];

    T Usual => usual is null ? default : usual();

    /// <summary>Writes what is not as usual, into an object that is open.</summary>
    public void Write(Utf8JsonWriter json, T value)
    {
        foreach ((Action<Utf8JsonWriter, T> write, _) in _fields) write(json, value);
    }

    /// <exception cref="FormatException">A field is wrong.</exception>
    public T Read(JsonFields fields) => Read(fields, Usual);

    /// <summary>A value with the fields that are there.</summary>
    /// <param name="fields">Where they are.</param>
    /// <param name="value">What has the others.</param>
    /// <exception cref="FormatException">A field is wrong.</exception>
    public T Read(JsonFields fields, T value)
    {
        foreach ((_, Func<JsonFields, T, T> read) in _fields) value = read(fields, value);
        return value;
    }

    /// <summary>A time or a span, not negative, in seconds: ticks are exact in decimal.</summary>
    public FieldTable<T> Time(string name, Func<T, TimeSpan?> get, Func<T, TimeSpan, T> set) =>
        Add(get, (json, time) => json.WriteNumber(name, LoadTrace.Seconds(time)), fields => fields.Moment(name), set);

    /// <summary>A number, which may be negative. JSON knows none that is not finite.</summary>
    public FieldTable<T> Number(string name, Func<T, double?> get, Func<T, double, T> set) =>
        Add(value => get(value) is { } number && double.IsFinite(number) ? number : null, (json, number) => json.WriteNumber(name, number), fields => fields.Signed(name), set);

    public FieldTable<T> Whole(string name, Func<T, int?> get, Func<T, int, T> set, int minimum = 0) =>
        Add(get, (json, number) => json.WriteNumber(name, number), fields => fields.Integer(name, minimum), set);

    public FieldTable<T> Id(string name, Func<T, JobId?> get, Func<T, JobId, T> set) =>
        Add(get, (json, id) => json.WriteNumber(name, id.Value), fields => fields.Long(name) is { } id ? new JobId(id) : null, set);

    public FieldTable<T> Flag(string name, Func<T, bool?> get, Func<T, bool, T> set) =>
        Add(get, (json, flag) => json.WriteBoolean(name, flag), fields => fields.Flag(name), set);

    public FieldTable<T> Word<TWord>(string name, Func<T, TWord?> get, Func<T, TWord, T> set)
        where TWord : struct, Enum =>
        Add(get, (json, word) => json.WriteString(name, EnumWords<TWord>.Of(word)), fields => fields.Word<TWord>(name), set);

    public FieldTable<T> Cores(string name, Func<T, CoreAmount?> get, Func<T, CoreAmount, T> set) =>
        Add(get, (json, cores) => json.WriteNumber(name, cores.Thousandths / 1000m), fields => fields.Cores(name), set);

    public FieldTable<T> Size(string name, Func<T, ByteSize?> get, Func<T, ByteSize, T> set) =>
        Add(get, (json, size) => json.WriteNumber(name, size.Bytes), fields => fields.Size(name), set);

    /// <summary>A change of a size, which may be negative.</summary>
    public FieldTable<T> Change(string name, Func<T, ByteSize?> get, Func<T, ByteSize, T> set) =>
        Add(get, (json, change) => json.WriteNumber(name, change.Bytes), fields => fields.Long(name) is { } bytes ? new ByteSize(bytes) : null, set);

    /// <summary>An object with fields of its own.</summary>
    public FieldTable<T> Object<TInner>(string name, FieldTable<TInner> inner, Func<T, TInner?> get, Func<T, TInner, T> set)
        where TInner : struct =>
        Add(get, (json, value) =>
        {
            json.WriteStartObject(name);
            inner.Write(json, value);
            json.WriteEndObject();
        }, fields => fields.Object(name) is { } found ? inner.Read(found) : null, set);

    FieldTable<T> Add<TValue>(Func<T, TValue?> get, Action<Utf8JsonWriter, TValue> write, Func<JsonFields, TValue?> read, Func<T, TValue, T> set)
        where TValue : struct
    {
        TValue? absent = get(Usual);
        _fields.Add(((json, value) =>
        {
            if (get(value) is { } known && !EqualityComparer<TValue?>.Default.Equals(known, absent)) write(json, known);
        }, (fields, value) => read(fields) is { } known ? set(value, known) : value));
        return this;
    }
}
