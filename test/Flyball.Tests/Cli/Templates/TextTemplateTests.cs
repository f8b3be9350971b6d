using Flyball.Cli.Input;
using Flyball.Cli.Templates;

namespace Flyball.Tests.Cli.Templates;

public sealed class TextTemplateTests
{
    static readonly JobArguments s_two = new(7, ["a b", "$x'"]);

    [Theory]
    [InlineData("out/{1}.{#}", "out/a b.7")]
    [InlineData("{2}", "$x'")]
    [InlineData("in {}", "in a b $x'")]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    public void Values_are_inserted_as_they_are(string text, string expected) => TextTemplate.Parse(text, ReplacementRules.Default).Expand(s_two).ShouldBe(expected);

    [Fact]
    public void Several_values_in_one_place_are_several_texts() => TextTemplate.Parse("in/{}.{#}", ReplacementRules.Default).Each(s_two).ShouldBe(["in/a b.7", "in/$x'.7"]);

    [Fact]
    public void One_value_is_one_text() => TextTemplate.Parse("in/{1}", ReplacementRules.Default).Each(s_two).ShouldBe(["in/a b"]);
}
