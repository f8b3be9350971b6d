using Flyball.Cli.CommandLine;

namespace Flyball.Tests.Cli.CommandLine;

public sealed class InvocationTests
{
    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("help")]
    [InlineData("help", "help")]
    public void Without_a_command_there_is_help(params string[] words) => Invocation.Parse(words).ShouldBe(new TextInvocation(HelpText.Main));

    [Fact]
    public void Each_command_has_its_own_help()
    {
        Invocation.Parse(["run", "--help"]).ShouldBe(new TextInvocation(HelpText.Run));
        Invocation.Parse(["run", "-j4", "-h", "echo"]).ShouldBe(new TextInvocation(HelpText.Run));
        Invocation.Parse(["load", "--help"]).ShouldBe(new TextInvocation(HelpText.Load));
        Invocation.Parse(["config", "--help"]).ShouldBe(new TextInvocation(HelpText.Config));
        Invocation.Parse(["completion", "-h"]).ShouldBe(new TextInvocation(HelpText.Completion));
    }

    [Fact]
    public void All_options_of_run_are_shown_when_all_are_asked_for() => Invocation.Parse(["run", "--help", "all"]).ShouldBe(new TextInvocation(HelpText.RunAll));

    [Theory]
    [InlineData("run")]
    [InlineData("run", "all")]
    [InlineData("load")]
    [InlineData("why")]
    [InlineData("config")]
    [InlineData("completion")]
    public void Help_and_a_command_is_the_command_and_its_help(params string[] words) =>
        Invocation.Parse(["help", .. words]).ShouldBe(Invocation.Parse([words[0], "--help", .. words[1..]]));

    [Fact]
    public void Help_for_what_is_no_command_is_an_error() => Should.Throw<UsageException>(() => Invocation.Parse(["help", "rnu"])).Hint.ShouldStartWith("did you mean 'run'?");

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void Completion_takes_the_name_of_a_shell(string shell) => Invocation.Parse(["completion", shell]).ShouldBe(new CompletionInvocation(shell));

    [Theory]
    [InlineData("'flyball completion' needs the name of a shell")]
    [InlineData("there is no completion for the shell 'tcsh'", "tcsh")]
    [InlineData("'flyball completion' takes one shell, but was given 'zsh' too", "bash", "zsh")]
    public void Completion_takes_nothing_else(string error, params string[] words) =>
        Should.Throw<UsageException>(() => Invocation.Parse(["completion", .. words])).Message.ShouldBe(error);

    [Fact]
    public void The_config_command_takes_one_option()
    {
        Invocation.Parse(["config", "--json"]).ShouldBe(new ConfigInvocation(Json: true));
        Should.Throw<UsageException>(() => Invocation.Parse(["config", "x"])).Message.ShouldBe("'flyball config' takes no argument, but was given 'x'");
    }

    [Fact]
    public void The_load_command_takes_two_options_and_nothing_else()
    {
        Invocation.Parse(["load", "--json", "--watch"]).ShouldBe(new LoadInvocation(new(Json: true, Watch: true)));
        Invocation.Parse(["load"]).ShouldBe(new LoadInvocation(new(Json: false, Watch: false)));
        Should.Throw<UsageException>(() => Invocation.Parse(["load", "x"])).Message.ShouldBe("'flyball load' takes no argument, but was given 'x'");
    }

    [Fact]
    public void The_why_command_takes_a_job_with_options_on_either_side()
    {
        Invocation.Parse(["why"]).ShouldBe(new WhyInvocation(new(Job: null, Run: null, Json: false)));
        Invocation.Parse(["why", "--run", "4711", "a job", "--json"]).ShouldBe(new WhyInvocation(new("a job", "4711", Json: true)));
        Invocation.Parse(["why", "--", "--odd"]).ShouldBe(new WhyInvocation(new("--odd", null, Json: false)));
        Should.Throw<UsageException>(() => Invocation.Parse(["why", "1", "2"])).Message.ShouldBe("'flyball why' takes one job, but was given '2' too");
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("-V")]
    [InlineData("version")]
    public void The_version_is_a_line(string word) => Invocation.Parse([word]).ShouldBeOfType<TextInvocation>().Text.ShouldMatch(@"^flyball \d+\.\d+\.\d+\n$");

    [Theory]
    [InlineData("rnu", "unknown command 'rnu'", "did you mean 'run'? 'flyball --help' shows how to use it")]
    [InlineData("frobnicate", "unknown command 'frobnicate'", "to run it for each value: 'flyball run frobnicate …'; 'flyball --help' shows how to use it")]
    [InlineData("status", "unknown command 'status'", "there is no daemon: 'flyball run' runs jobs, 'flyball why' asks runs under way; 'flyball --help' shows how to use it")]
    [InlineData("-j4", "unknown option '-j4'", "it is an option of run: 'flyball run -j4 …'; 'flyball --help' shows how to use it")]
    [InlineData("--jobs=4", "unknown option '--jobs=4'", "it is an option of run: 'flyball run --jobs=4 …'; 'flyball --help' shows how to use it")]
    [InlineData("-", "unknown option '-'", "'flyball --help' shows how to use it")]
    [InlineData("--verison", "unknown option '--verison'", "did you mean '--version'? 'flyball --help' shows how to use it")]
    public void An_unknown_command_is_an_error(string word, string error, string hint)
    {
        UsageException wrong = Should.Throw<UsageException>(() => Invocation.Parse([word]));
        wrong.Message.ShouldBe(error);
        wrong.Hint.ShouldBe(hint);
    }
}
