using CsCheck;
using Flyball.Cli.CommandLine;

namespace Flyball.Tests.Cli.CommandLine;

public sealed class RandomWordsTests
{
    static readonly string[] s_names = [.. ToolCommand.All.SelectMany(command => command.Groups).SelectMany(group => group.Options).SelectMany(option => option.Aliases.Prepend(option.Name))];

    static readonly Gen<string> s_name = Gen.OneOf(
        OneOf(s_names),
        Gen.Select(OneOf(s_names), Gen.Int[1, 12], (name, length) => name[..Math.Min(length, name.Length)]),
        OneOf("--pipe", "-S", "-kj", "-uh", "--no-group", "--no", "--", "-", "---", "-=", "--=", "-j-", "--help", "-ué😀"));

    static readonly Gen<string> s_value = Gen.OneOf(
        OneOf("4", "-1", "0", "50%", "1e9", "", "a", "echo", "{}", "{", ":::", "::::", "99999999999999999999", "1h30m", "idle", "nofile=1", "TERM,1,KILL", "polite", "all", "\0", "\ud800"),
        Gen.String[0, 8]);

    static readonly Gen<string> s_word = Gen.OneOf(s_name, s_value, Gen.Select(s_name, s_value, (name, value) => name + value), Gen.Select(s_name, s_value, (name, value) => $"{name}={value}"));

    static readonly Gen<string[]> s_words = Gen.Select(
        Gen.OneOf(OneOf("run", "run", "run", "replay", "load", "why", "config", "history", "completion", "help"), s_word), s_word.Array[0, 8], (command, words) => (string[])[command, .. words]);

    static Gen<string> OneOf(params string[] all) => Gen.Int[0, all.Length - 1].Select(index => all[index]);

    /// <summary>CsCheck prints the seed of a case that fails.</summary>
    [Fact]
    public void Any_words_are_an_invocation_or_wrong_usage() => s_words.Sample(words =>
    {
        try
        {
            return Invocation.Parse(words) is not null;
        }
        catch (UsageException wrong)
        {
            return wrong.Message.Length > 0 && wrong.ToLines().Count(character => character == '\n') == 2;
        }
    }, iter: 20_000, threads: 1);
}
