using Flyball.Cli.CommandLine;
using Flyball.Cli.Configuration;

namespace Flyball.Tests.Cli.Configuration;

public sealed class ShellWordsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("  \t\n ")]
    [InlineData("-j 4\t--joblog\nlog", "-j", "4", "--joblog", "log")]
    [InlineData("""'a b' "c d" e\ f""", "a b", "c d", "e f")]
    [InlineData("""a'b'"c"\d""", "abcd")]
    [InlineData("""'' "" x""", "", "", "x")]
    [InlineData("""'it'\''s'""", "it's")]
    [InlineData("""'\n$x' "\n\\\"\$x" """, """\n$x""", """\n\"$x""")]
    [InlineData("$(id) * ~ #x", "$(id)", "*", "~", "#x")]
    public void Blanks_part_words_where_no_quote_keeps_them_together(string text, params string[] words) => ShellWords.Split(text, "X").ShouldBe(words);

    [Theory]
    [InlineData("-k 'x", "X: at character 4: the quote ' is not closed")]
    [InlineData("\"x\\\"", "X: at character 1: the quote \" is not closed")]
    [InlineData("x\\", "X: at character 2: a backslash has nothing after it")]
    public void What_is_open_at_the_end_is_an_error(string text, string error) =>
        Should.Throw<UsageException>(() => ShellWords.Split(text, "X")).Message.ShouldBe(error);
}
