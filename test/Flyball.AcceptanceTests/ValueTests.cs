using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>Values on their whole way through the tool; what shells make of them in any place of a command is tested in Templates.</summary>
public sealed class ValueTests
{
    static readonly string[] s_hostile = ["it's", "a b", "$HOME;id", "$(id)", "`id`", "*", "\\", "\\n", "a\\\\b", "", " ", "-n", "two\nlines", "ünï", "&", "\"", "#", "{}", "{1}"];

    [Theory]
    [InlineData("printf '<%s>\\0' {}")]
    [InlineData("printf '<%s>\\0' \"{}\" | cat")]
    public async Task A_value_arrives_as_it_is(string command)
    {
        ToolResult result = await FlyballTool.Run(["run", command, ":::", .. s_hostile]);
        result.ShouldExitWith(0).Output.Split('\0')[..^1].ShouldBe(s_hostile.Select(value => $"<{value}>"), ignoreOrder: true);
    }

    [Theory]
    [InlineData("printf %s")]
    [InlineData("printf %s {} | cat")]
    public async Task Bytes_that_are_no_text_arrive_as_they_are(string command)
    {
        byte[] value = [(byte)'a', 0xff, 0xfe, 0xc3, (byte)'(', 0xed, 0xa0, 0x80, 0xf0, 0x9f, 0x98, 0x80, 0x80, (byte)'\'', 1];
        ToolResult result = await new FlyballTool { Input = value }.RunAsync("run", command);
        result.ShouldExitWith(0).OutputBytes.ShouldBe(value);
    }
}
