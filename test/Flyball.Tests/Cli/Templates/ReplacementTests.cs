using Flyball.Cli.CommandLine;
using Flyball.Cli.Templates;
using Flyball.Jobs;

namespace Flyball.Tests.Cli.Templates;

/// <summary>What replacement strings give; the expectations are what GNU parallel 20221122 printed.</summary>
public sealed class ReplacementTests
{
    static readonly ReplacementRules s_plus = ReplacementRules.Default with { HasPlus = true, HasSeveralValues = true };
    static readonly JobGrant s_grant = new(new(9), Slot: 2, Attempt: 1, new(1250), ByteSize.MiB(300.9));

    static string Expand(string template, params string[] values) => Expand(template, s_plus, values);

    static string Expand(string template, ReplacementRules rules, params string[] values) => TextTemplate.Parse(template, rules).Expand(new(7, [.. values]) { Total = 12 }, s_grant);

    [Theory]
    [InlineData("a/b.c.d", "a/b.c", "b.c.d", "a", "b.c")]
    [InlineData("sub.dir/bar", "sub.dir/bar", "bar", "sub.dir", "bar")]
    [InlineData("/x", "/x", "x", "/", "x")]
    [InlineData(".hidden", "", ".hidden", ".", "")]
    [InlineData("d/.hidden", "d/", ".hidden", "d", "")]
    [InlineData("a/", "a/", "", ".", "")]
    [InlineData("/", "/", "", "/", "")]
    [InlineData("a.b/", "a.b/", "", ".", "")]
    [InlineData("", "", "", ".", "")]
    [InlineData("a.", "a", "a.", ".", "a")]
    [InlineData("a//b", "a//b", "b", "a", "b")]
    [InlineData("../x.y", "../x", "x.y", "..", "x")]
    [InlineData("a//b//", "a//b//", "", "a", "")]
    [InlineData("..", ".", "..", ".", ".")]
    public void Parts_of_a_path(string value, string withoutExtension, string name, string folder, string bareName)
    {
        Expand("{.}|{/}|{//}|{/.}", ReplacementRules.Default, value).ShouldBe($"{withoutExtension}|{name}|{folder}|{bareName}");
        Expand("{1.}|{1/}|{-1//}|{-1/.}", ReplacementRules.Default, value).ShouldBe($"{withoutExtension}|{name}|{folder}|{bareName}");
    }

    [Theory]
    [InlineData("a/b.c.d", "a|d|a/b|c.d|b|a/b.c.d||b.c.d")]
    [InlineData("sub.dir/bar", "sub.dir|dir/bar|sub.dir/bar||bar|sub.dir/bar||bar")]
    [InlineData("/x", "||/x||x|/x||x")]
    [InlineData(".hidden", "|hidden|.hidden||.hidden|.hidden||.hidden")]
    [InlineData("a.b/", "a.b|b/|a.b/|||a.b/||")]
    [InlineData("a//b", "a/||a//b||b|a//b||b")]
    [InlineData("../x.y", "..|y|../x.y||x.y|../x.y||x.y")]
    [InlineData("d/a.b.c.d", "d|d|d/a.b|c.d|a.b|d/a|b.c.d|a")]
    [InlineData("a.b.c.d.", "||a.b.c|d.|a.b.c|a.b|c.d.|a.b")]
    [InlineData("a..b", "|b|a|.b|a|a..b||a..b")]
    [InlineData("x/.y.z", "x|z|x/|y.z||x/.y.z||.y.z")]
    public void More_parts_of_a_path(string value, string expected) => Expand("{+/}|{+.}|{..}|{+..}|{/..}|{...}|{+...}|{/...}", value).ShouldBe(expected);

    [Theory]
    [InlineData("{:0}", "abcd", "abcd")]
    [InlineData("{:2}", "abcd", "cd")]
    [InlineData("{:1:2}", "abcd", "bc")]
    [InlineData("{:10}", "abcd", "")]
    [InlineData("{:2:0}", "abcd", "")]
    [InlineData("{:2:99}", "abcd", "cd")]
    [InlineData("{:1:}", "abcd", "{:1:}")]
    [InlineData("{:-1:2}", "abcd", "abcd")]
    [InlineData("{:-1:2}", "", "1:2")]
    [InlineData("{:-a/b}", "", "a/b")]
    [InlineData("{:-}", "", "{:-}")]
    [InlineData("{:1:1}", "a😀b", "😀")]
    [InlineData("{#.}", "abcbd", "bcbd")]
    [InlineData("{%.}", "abcbd", "abcb")]
    [InlineData("{#.*b}", "abcbd", "cbd")]
    [InlineData("{##.*b}", "abcbd", "d")]
    [InlineData("{%b.*}", "abcbd", "abc")]
    [InlineData("{%%b.*}", "abcbd", "a")]
    [InlineData("{%[a-d]+}", "abcbd", "abcb")]
    [InlineData("{%%[a-d]+}", "abcbd", "")]
    [InlineData("{#a|b}", "abcbd", "bcbd")]
    [InlineData("{%\\.[^.]+}", "c.tar.gz", "c.tar")]
    [InlineData("{#x}", "abcbd", "abcbd")]
    [InlineData("{%%}", "100%", "100")]
    [InlineData("{/b/}", "abcbd", "acbd")]
    [InlineData("{//b/}", "abcbd", "acd")]
    [InlineData("{/[bc]/X}", "abcbd", "aXcbd")]
    [InlineData("{//[bc]/$1}", "abcbd", "a$1$1$1d")]
    [InlineData("{/b*/X}", "abcbd", "Xabcbd")]
    [InlineData("{/a}", "abcbd", "{/a}")]
    [InlineData("{//a}", "abcbd", "{//a}")]
    [InlineData("{/./}", "xa/b.c", "a/b.c")]
    [InlineData("{//./X}", "xa/b", "XXXX")]
    [InlineData("{^a}", "abcaA", "AbcaA")]
    [InlineData("{^^a}", "abcaA", "AbcAA")]
    [InlineData("{^ab}", "abAB", "ABAB")]
    [InlineData("{^b}", "abcaA", "abcaA")]
    [InlineData("{^}", "abcaA", "{^}")]
    [InlineData("{^^}", "abcaA", "abcaA")]
    [InlineData("{,A}", "ABCA", "aBCA")]
    [InlineData("{,,A}", "ABCA", "aBCa")]
    [InlineData("{,,[A-Z]}", "ABCabc", "abcabc")]
    [InlineData("{,}", "ABCA", "{,}")]
    [InlineData("{##}", "x", "12")]
    [InlineData("{0#}", "x", "07")]
    [InlineData("{slot}", "x", "2")]
    [InlineData("{.a}", "x", "{.a}")]
    [InlineData("{+x}", "x", "{+x}")]
    [InlineData("{ }", "x", "{ }")]
    [InlineData("{1 }", "x", "{1 }")]
    public void Transformed_values(string template, string value, string expected) => Expand(template, value).ShouldBe(expected);

    [Fact]
    public void Positions_reach_from_both_ends_and_beyond_there_is_nothing()
    {
        Expand("{1}{2}{-1}{-2}[{3}][{-3}]{0}{}", "a", "b").ShouldBe("abba[][]a ba b");
        Expand("{1..}{2:1}{-1^q}{2/q/r}", "a.b.c", "qx").ShouldBe("axQxrx");
    }

    [Fact]
    public void Without_plus_its_replacement_strings_stay_as_they_are() =>
        Expand("{..} {+/} {##} {:1} {#a} {%a} {/a/b} {^a} {0#} {0%} {slot}", ReplacementRules.Default, "x").ShouldBe("{..} {+/} {##} {:1} {#a} {%a} {/a/b} {^a} 7 2 {slot}");

    [Fact]
    public void What_a_job_was_granted_is_known_at_its_start_only()
    {
        Expand("{%} {0%} {cores} {memory}", s_plus with { SlotDigits = 3 }, "x").ShouldBe("2 002 1.25 300");
        TextTemplate template = TextTemplate.Parse("{} {%} {cores}", s_plus);
        template.IsLate.ShouldBeTrue();
        template.Expand(new(1, ["x"])).ShouldBe("x {%} {cores}");
    }

    [Fact]
    public void Names_of_a_header_take_the_usual_endings()
    {
        ReplacementRules rules = ReplacementRules.Default with { Names = ["n", "a b", "x.y", "cores", ""] };
        Expand("{n} {n.} {n/} {a b} {x.y} {x.y.} {cores} {z} {n..}", rules, "d/e.f", "2", "3.4", "5").ShouldBe("d/e.f d/e e.f 2 3.4 3 5 {z} {n..}");
    }

    [Fact]
    public void Another_placeholder_leaves_braces_and_numbers_alone()
    {
        Expand(",, {} {1} {.} {#}", ReplacementRules.Default with { Placeholder = ",," }, "a.b").ShouldBe("a.b {} {1} a 7");
        Expand("@1 {1}", ReplacementRules.Default with { Placeholder = "@" }, "a").ShouldBe("a1 {1}");
    }

    [Fact]
    public void Bytes_that_are_no_text_pass_through_every_transformation() =>
        Expand("{.}{/}{..}{:1}{/x/y}{^^x}", "\uDCFF/\uDCFE.x").ShouldBe("\uDCFF/\uDCFE\uDCFE.x\uDCFF/\uDCFE.x/\uDCFE.x\uDCFF/\uDCFE.y\uDCFF/\uDCFE.X");

    [Theory]
    [InlineData("{= $_++ =}", "there are no replacement strings in Perl")]
    [InlineData("{#(}", "the replacement string '{#(}': '(' is no regular expression")]
    [InlineData("{/)(/x}", "the replacement string '{/)(/x}': ')(' is no regular expression")]
    [InlineData("{uniq}", "the replacement string '{uniq}' is not supported")]
    public void What_cannot_be_replaced_is_refused(string template, string error)
    {
        UsageException wrong = Should.Throw<UsageException>(() => TextTemplate.Parse(template, s_plus));
        wrong.Message.ShouldStartWith(error);
        wrong.Hint.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_pattern_that_takes_too_long_is_an_error() =>
        Should.Throw<UsageException>(() => Expand(@"{%%(?<!x)(a+)+\1b}", new string('a', 40) + "c")).Message.ShouldContain("takes more than a second");
}
