using Flyball.Cli.CommandLine;

namespace Flyball.Tests.Cli.CommandLine;

public sealed class InvocationTests
{
    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("help")]
    public void Without_a_command_there_is_help(params string[] words) => Invocation.Parse(words).ShouldBe(new TextInvocation(HelpText.Main));

    [Fact]
    public void Each_command_has_its_own_help()
    {
        Invocation.Parse(["run", "--help"]).ShouldBe(new TextInvocation(HelpText.Run));
        Invocation.Parse(["run", "-j4", "-h", "echo"]).ShouldBe(new TextInvocation(HelpText.Run));
        Invocation.Parse(["load", "--help"]).ShouldBe(new TextInvocation(HelpText.Load));
    }

    [Fact]
    public void The_load_command_takes_two_options_and_nothing_else()
    {
        Invocation.Parse(["load", "--json", "--watch"]).ShouldBe(new LoadInvocation(new(Json: true, Watch: true)));
        Invocation.Parse(["load"]).ShouldBe(new LoadInvocation(new(Json: false, Watch: false)));
        Should.Throw<UsageException>(() => Invocation.Parse(["load", "x"])).Message.ShouldBe("'flyball load' takes no argument, but was given 'x'");
    }

    [Fact]
    public void The_version_is_a_line() => Invocation.Parse(["--version"]).ShouldBeOfType<TextInvocation>().Text.ShouldMatch(@"^flyball \d+\.\d+\.\d+\n$");

    [Theory]
    [InlineData("rnu", "unknown command 'rnu'", "did you mean 'run'? 'flyball --help' shows how to use it")]
    [InlineData("frobnicate", "unknown command 'frobnicate'", "'flyball --help' shows how to use it")]
    [InlineData("--verison", "unknown option '--verison'", "did you mean '--version'? 'flyball --help' shows how to use it")]
    public void An_unknown_command_is_an_error(string word, string error, string hint)
    {
        UsageException wrong = Should.Throw<UsageException>(() => Invocation.Parse([word]));
        wrong.Message.ShouldBe(error);
        wrong.Hint.ShouldBe(hint);
    }
}
