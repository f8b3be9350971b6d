using System.Text.Json;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Tests.Load;

/// <summary>How the values of traces and records are read: what is there, what is not, and what is wrong.</summary>
public class JsonFieldsTests
{
    static readonly Dictionary<string, Func<JsonFields, object?>> s_readers = new()
    {
        ["object"] = fields => fields.Object("a"),
        ["text"] = fields => fields.Text("a"),
        ["number"] = fields => fields.Number("a", maximum: 10),
        ["signed"] = fields => fields.Signed("a"),
        ["long"] = fields => fields.Long("a"),
        ["longs"] = fields => fields.Longs("a"),
        ["flag"] = fields => fields.Flag("a"),
        ["objects"] = fields => fields.Objects("a").Count,
        ["numbers"] = fields => fields.Numbers("a", maximum: 10),
        ["integer"] = fields => fields.Integer("a", minimum: 2, maximum: 5),
        ["size"] = fields => fields.Size("a"),
        ["time"] = fields => fields.Time("a"),
    };

    public static TheoryData<string, string, object> Sound => new()
    {
        { "text", "\"x\"", "x" },
        { "number", "0", 0.0 },
        { "number", "10", 10.0 },
        { "signed", "-1.5", -1.5 },
        { "long", "-9223372036854775808", long.MinValue },
        { "longs", "[1,-2]", new[] { 1L, -2L } },
        { "flag", "true", true },
        { "flag", "false", false },
        { "objects", "[{},{}]", 2 },
        { "numbers", "[0,10]", new[] { 0.0, 10.0 } },
        { "integer", "2", 2 },
        { "integer", "5", 5 },
        { "size", "0", ByteSize.Zero },
        { "size", "5", new ByteSize(5) },
        { "time", "0", TimeSpan.Zero },
        { "time", "0.5", TimeSpan.FromSeconds(0.5) },
        { "time", "922337203684", TimeSpan.FromSeconds(922337203684) },
    };

    [Theory]
    [MemberData(nameof(Sound))]
    public void A_value_of_the_right_kind_is_read(string kind, string json, object expected) => s_readers[kind](Fields(json)).ShouldBe(expected);

    [Theory]
    [InlineData("object", "1")]
    [InlineData("text", "1")]
    [InlineData("number", "\"1\"")]
    [InlineData("number", "-0.5")]
    [InlineData("number", "10.5")]
    [InlineData("number", "1e999")]
    [InlineData("signed", "true")]
    [InlineData("signed", "-1e999")]
    [InlineData("long", "1.5")]
    [InlineData("long", "9223372036854775808")]
    [InlineData("longs", "[1.5]")]
    [InlineData("longs", "[\"1\"]")]
    [InlineData("longs", "1")]
    [InlineData("flag", "1")]
    [InlineData("objects", "{}")]
    [InlineData("numbers", "[1,-1]")]
    [InlineData("numbers", "[1,11]")]
    [InlineData("numbers", "[1,true]")]
    [InlineData("integer", "1")]
    [InlineData("integer", "6")]
    [InlineData("integer", "2.5")]
    [InlineData("size", "-1")]
    [InlineData("size", "0.5")]
    [InlineData("time", "-0.1")]
    [InlineData("time", "1e300")]
    [InlineData("time", "922337203685")]
    public void A_value_that_is_wrong_is_named(string kind, string json) =>
        Should.Throw<FormatException>(() => s_readers[kind](Fields(json))).Message.ShouldBe("The value of a is of the wrong kind or out of range.");

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"a":null}""")]
    public void A_value_that_is_not_there_or_null_is_absent(string json)
    {
        var fields = new JsonFields(JsonElement.Parse(json));
        foreach ((string kind, Func<JsonFields, object?> read) in s_readers)
        {
            if (kind is "longs" or "numbers") read(fields).ShouldBeAssignableTo<Array>()!.Length.ShouldBe(0, kind);
            else if (kind == "objects") read(fields).ShouldBe(0);
            else read(fields).ShouldBeNull(kind);
        }

        Should.Throw<FormatException>(() => fields.Required("a")).Message.ShouldBe("The field a is missing.");
    }

    [Fact]
    public void The_fields_of_an_object_in_an_object_are_read() => Fields("""{"b":3}""").Object("a")!.Value.Required("b").ShouldBe(3);

    [Fact]
    public void What_is_no_object_has_no_fields()
    {
        Should.Throw<FormatException>(() => new JsonFields(JsonElement.Parse("[]"))).Message.ShouldContain("no JSON object");
        Should.Throw<FormatException>(() => Fields("[1]").Objects("a")).Message.ShouldContain("no JSON object");
    }

    static JsonFields Fields(string value) => new(JsonElement.Parse($$"""{"a":{{value}}}"""));
}
