using Flyball.Cli.CommandLine;
using Flyball.Cli.Templates;
using Flyball.Jobs;

namespace Flyball.Tests.Cli.Templates;

public sealed class SeveralValuesTests
{
    static readonly ReplacementRules s_joined = ReplacementRules.Default with { HasSeveralValues = true };
    static readonly ReplacementRules s_repeated = s_joined with { RepeatsWords = true };

    static ProcessJob Expand(string template, ReplacementRules rules, params string[] values) => CommandTemplate.Parse([template], rules, Shell.Default).Expand(new(7, [.. values]));

    static string[] Words(ProcessJob job) => [job.FileName, .. job.Arguments];

    [Theory]
    [InlineData("echo pre{}.x {#}", "echo pre'a b'.x prec.x 7")]
    [InlineData("echo x{}y{}z", "echo x'a b'y'a b'z xcycz")]
    [InlineData("echo {1}-{}", "echo 'a b'-'a b' 'a b'-c")]
    [InlineData("echo; echo \"x {}\" 'y{}';", "echo; echo \"x \"'a b'\"\" \"x c\" 'ya b' 'yc';")]
    [InlineData("echo $(cat x{}) y{};", "echo $(cat x'a b' xc) y'a b' yc;")]
    [InlineData("sh -c 'echo x{}.y z'", "sh -c 'echo x'\"'\"'a b'\"'\"'.y xc.y z'")]
    [InlineData("for x in x{}; do y; done", "for x in x'a b' xc; do y; done")]
    [InlineData("echo a # {}", "echo a # a b c")]
    public void The_word_around_is_repeated_for_each_value(string template, string expected) => Expand(template, s_repeated, "a b", "c").Name.ShouldBe(expected);

    [Theory]
    [InlineData("echo pre{}.x", "echo pre'a b' c.x")]
    [InlineData("echo \"x {} y\";", "echo \"x \"'a b'\" c y\";")]
    [InlineData("echo {2} {3} x{3}y", "echo c  xy")]
    public void Or_only_the_value_is(string template, string expected) => Expand(template, s_joined, "a b", "c").Name.ShouldBe(expected);

    [Fact]
    public void Arguments_are_the_same_without_a_shell()
    {
        Words(Expand("echo pre{}.x {#}", s_repeated, "a b", "c")).ShouldBe(["echo", "prea b.x", "prec.x", "7"]);
        Words(Expand("echo pre{}.x", s_joined, "a b", "c")).ShouldBe(["echo", "prea b", "c.x"]);
        Words(Expand("echo {} x{2}", s_joined)).ShouldBe(["echo", "x"]);
        Words(Expand("echo {}{5}", s_repeated, "a", "b")).ShouldBe(["echo", "a", "b"]);
    }

    [Theory]
    [InlineData("x={}; echo $x")]
    [InlineData(">{} echo")]
    [InlineData("ssh {} ls")]
    [InlineData("test {}")]
    [InlineData("bash {}")]
    public void Several_values_are_refused_where_only_the_first_would_be_what_was_meant(string template)
    {
        Should.Throw<UsageException>(() => Expand(template, s_joined, "a", "b")).Message.ShouldStartWith("the command cannot take ");
        Expand(template, ReplacementRules.Default, "a").Name.ShouldNotBeEmpty();
    }

    [Fact]
    public void Values_that_could_be_the_option_of_a_shell_and_its_code_are_refused()
    {
        Should.Throw<UsageException>(() => Expand("bash {1} {2}", s_joined, "-c", "id")).Hint.ShouldContain("'--'");
        Expand("bash -- {1} {2}", s_joined, "-c", "id").Arguments.ShouldBe(["--", "-c", "id"]);
    }

    [Fact]
    public void Quoted_words_are_arguments_whatever_they_hold()
    {
        ProcessJob job = CommandTemplate.ParseWords(["echo", "a  {}", "$x;", "it's", "{#}"], ReplacementRules.Default, Shell.Default).Expand(new(7, ["x  y"]));
        Words(job).ShouldBe(["echo", "a  x  y", "$x;", "it's", "7"]);
        job.Name.ShouldBe("echo 'a  x  y' '$x;' 'it'\"'\"'s' 7");
        Words(CommandTemplate.ParseWords([], ReplacementRules.Default, Shell.Default).Expand(new(1, ["echo b"]))).ShouldBe(["echo b"]);
        Words(CommandTemplate.ParseWords(["echo a"], ReplacementRules.Default, Shell.Default).Expand(new(1, ["b"]))).ShouldBe(["echo a", "b"]);
        Words(CommandTemplate.ParseWords([], ReplacementRules.Default, Shell.Default).Expand(new(1, [""]))).ShouldBe(["/bin/sh", "-c", "''"]);
    }

    [Fact]
    public void Quoted_words_are_quoted_for_a_program_that_evaluates_them() =>
        Words(CommandTemplate.ParseWords(["bash", "-c", "echo \"$x\" {}"], ReplacementRules.Default, Shell.Default).Expand(new(1, ["$(id)"])))
            .ShouldBe(["/bin/sh", "-c", "bash -c 'echo \"$x\" '\"'\"'$(id)'\"'\"''"]);
}
