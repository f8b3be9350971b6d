using System.CommandLine;
using System.Text.RegularExpressions;
using Flyball.Cli.CommandLine;

namespace Flyball.Tests.Cli.CommandLine;

public sealed partial class ForeignOptionsTests
{
    static readonly Command s_run = new("run");

    static readonly string[] s_own = [.. RunOptions.Groups.SelectMany(group => group.Options).SelectMany(option => option.Aliases.Prepend(option.Name))];

    [Theory]
    [InlineData("--pipe", "'split -l 1000 FILE part.'")]
    [InlineData("--block", "'split -l 1000 FILE part.'")]
    [InlineData("--sshlog", "'ssh HOST flyball run …'")]
    [InlineData("-S", "'ssh HOST flyball run …'")]
    [InlineData("-Shost", "'ssh HOST flyball run …'")]
    [InlineData("--semaphore", "flock(1)")]
    [InlineData("--memsuspend=1G", "--memory-reserve")]
    [InlineData("--limit=load", "--cpu-target")]
    [InlineData("-e", "-E TEXT")]
    [InlineData("--files", "--results FOLDER")]
    [InlineData("--bnr", "{/}")]
    [InlineData("--seqreplace", "{#}")]
    [InlineData("--show-limits", "128 KiB")]
    [InlineData("-p", "flyball run -a FILE COMMAND")]
    [InlineData("-V", "flyball --version")]
    public void An_option_of_another_program_brings_what_to_use_instead(string word, string hint)
    {
        UsageException wrong = Should.Throw<UsageException>(() => RunOptions.Parse([word, "echo"]));
        wrong.Message.ShouldContain("is not supported: ");
        wrong.Hint.ShouldContain(hint);
    }

    [Fact]
    public void None_of_them_is_an_option_that_we_have() => ForeignOptions.NamesFor(s_run).Intersect(s_own).ShouldBeEmpty();

    [Fact]
    public void What_is_advised_exists()
    {
        string all = string.Join(' ', ForeignOptions.NamesFor(s_run).Select(name => ForeignOptions.Refuse(name).Hint));
        string[] advised = [.. OwnOption().Matches(all).Select(match => match.Value).Distinct()];
        advised.Length.ShouldBeGreaterThan(5);
        advised.Except([.. s_own, "--version"]).ShouldBeEmpty();
    }

    [Fact]
    public void Other_commands_know_nothing_of_them() => Should.Throw<UsageException>(() => Invocation.Parse(["load", "--pipe"])).Message.ShouldBe("unknown option '--pipe'");

    [Theory]
    [InlineData("--will-cite")]
    [InlineData("--no-notice")]
    [InlineData("--gnu")]
    [InlineData("--exit")]
    [InlineData("-x")]
    [InlineData("--silent")]
    public void What_holds_anyway_is_accepted(string word) => RunOptions.Parse([word, "echo"]).ShouldNotBeNull().Command.ShouldBe(["echo"]);

    [GeneratedRegex("--[a-z][a-z-]+", RegexOptions.None, 1000)]
    private static partial Regex OwnOption();
}
