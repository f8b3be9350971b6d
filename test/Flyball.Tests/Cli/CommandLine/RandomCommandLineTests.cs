using CsCheck;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Cli.Templates;

namespace Flyball.Tests.Cli.CommandLine;

public sealed class RandomCommandLineTests
{
    static readonly string[] s_options = [.. RunOptions.Groups.SelectMany(group => group.Options).SelectMany(option => option.Aliases.Append(option.Name))];

    static readonly Gen<string> s_word = Gen.OneOf(
        Gen.OneOf([.. s_options]),
        Gen.Select(Gen.OneOf([.. s_options]), Gen.OneOf("=", ""), Gen.OneOf("1", "x", "", "-", ":", "(", "0", "{}"), (name, equals, value) => name + equals + value),
        Gen.OneOf(":::", "::::", ":::+", "::::+", "--", "-", "", "1", "a b", "echo", "{}", "{1}", "{-1/.}", "{#(}", "{/x/y}", "{^x}", "{=x=}", "{%}", "{cores}", "'", "\"", "$(", "ssh", "bash", "-c", "x={}", "{name}", "\0", "\\", ","),
        Gen.String[Gen.Char["{}:#%/.^,-+='\"$()[]\\| a1"], 0, 8]);

    [Fact]
    public void Any_words_are_read_or_refused_and_nothing_else()
    {
        int read = 0;
        s_word.Array[0, 8].Sample(words =>
        {
            try
            {
                if (Invocation.Parse(["run", .. words]) is not RunInvocation { Arguments: var arguments }) return;
                ReplacementRules rules = new()
                {
                    Placeholder = arguments.Template.Placeholder,
                    HasPlus = arguments.Template.HasPlus,
                    Names = ["name", "1"],
                    HasSeveralValues = arguments.Input.HasSeveralValues,
                    RepeatsWords = arguments.Template.RepeatsWords,
                };
                CommandTemplate template = arguments.Template.IsQuoted ? CommandTemplate.ParseWords(arguments.Command, rules, Shell.Default) : CommandTemplate.Parse(arguments.Command, rules, Shell.Default);
                template.Expand(new(1, ["a b", "", "'"])).Name.ShouldNotBeNull();
                template.Expand(new JobArguments(2, [])).FileName.ShouldNotBeEmpty();
                Interlocked.Increment(ref read);
            }
            catch (UsageException wrong)
            {
                wrong.Hint.ShouldNotBeEmpty();
            }
        }, iter: 20_000);
        read.ShouldBeGreaterThan(1000);
    }
}
