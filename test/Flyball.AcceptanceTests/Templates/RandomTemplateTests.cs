using CsCheck;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Templates;
using Flyball.Jobs;

namespace Flyball.AcceptanceTests.Templates;

public sealed partial class RandomTemplateTests
{
    const int CasesOfABatch = 300;

    readonly Shell _bash = InstalledShells.Get("bash");
    bool _severalValues;

    static readonly Gen<string> s_anyValue = Gen.OneOf([.. HostileValues.All]);

    // Pieces of shell syntax in any order: most are nonsense, and none may run a value all the same.
    static readonly Gen<string> s_pieces = Gen.OneOf(
        "{}", "{}", "{}", "{}", "{1}", "{2}", "{/}", "{:1}", "{/a/;}", "x{}y", "x", " ", " ", " ", "\n", ";", "&&", "|", "||", "echo ", "printf %s ", "eval ", "case x in x) ", ";;", " esac", "sh -c ", "bash -c ", "\\", "\\\\", "\\\"", "\\'", "$x", "$", "${x}",
        "${x:-", "{ ", "}", "#", "'", "\"", "`", "$(", "(", ")", "((", "))", "<<<", "a[", "]=", "[[ ", " ]]", " -eq ", "if true; then ", "; fi", "for x in ", "do ", "; done", "f() ", "let ", "x=", "printf -v ", "read ",
        ": ", "~", "*", "=", "-c ", "ssh h ", "trap ", " EXIT", "time ", "command ", "1", "&", "!", "EOF\n");

    // Brackets and quotes that match reach deeper than those that do not, which are mostly refused.
    static readonly Gen<string> s_nonsense = Nested(4);

    static Gen<string> Nested(int depth) => depth == 0 ? s_pieces : Gen.Select(
        Gen.OneOf(("", ""), ("", ""), ("", ""), ("'", "'"), ("\"", "\""), ("`", "`"), ("$(", ")"), ("(", ")"), ("$((", "))"), ("<(", ")"), ("$'", "'"), ("sh -c '", "'"), ("eval \"", "\""), ("bash -c \"", "\""), ("\"$(", ")\""),
            ("{ ", "; }"), ("if true; then ", "; fi"), ("case x in x) ", ";; esac")),
        Nested(depth - 1).Array[1, 3], (pair, inner) => pair.Item1 + string.Concat(inner) + pair.Item2);

    // Commands that print the value exactly once, built from one another.
    static readonly Gen<string> s_meaningful = Gen.OneOf("""printf '%s' {}""", """printf "%s" "{}" """, """printf %s '{}'""", """printf %s "$x"{}'' """).SelectMany(inner =>
        Gen.OneOf<Func<string, string>>(
            command => $"( {command} )", command => $"{{ {command}; }}", command => $"if true; then {command}; fi", command => $"case x in x) {command};; esac",
            command => $"x= ; for y in 1; do {command}; done", command => $"printf %s \"$({command})\"", command => $"sh -c {InSingleQuotes(command)}", command => $"eval {InSingleQuotes(command)}",
            command => $"bash -c {InDoubleQuotes(command)}", command => $"eval {InDoubleQuotes(command)}", command => $"env sh -c {InSingleQuotes(command)}", command => $"ssh host {InSingleQuotes(command)}",
            command => $"{command} | cat", command => $"f() {{ {command}; }}; f", command => $"{command} # it's {{#}}\n:", command => $"`printf true`; {command}").Array[0, 4]
        .Select(wrappers => wrappers.Aggregate(inner, (command, wrap) => wrap(command))));

    [Fact]
    public void No_sequence_of_shell_syntax_makes_a_value_run()
    {
        Gen.Select(s_nonsense, s_anyValue).Array[CasesOfABatch].Sample(
            cases =>
            {
                _severalValues = true;
                BatchResult result = Run(cases, out (string Template, string Value, ProcessJob Job)[] jobs);
                result.Harmed.Select(i => jobs[i]).ShouldBeEmpty();
            },
            iter: 8, threads: 1, print: _ => "see the message");
    }

    [Fact]
    public void A_value_arrives_through_nested_commands()
    {
        Gen.Select(s_meaningful, s_anyValue).Array[CasesOfABatch].Sample(
            cases =>
            {
                BatchResult result = Run(cases, out (string Template, string Value, ProcessJob Job)[] jobs);
                result.Harmed.Select(i => jobs[i]).ShouldBeEmpty();
                // Command substitutions drop newlines at the end.
                Enumerable.Range(0, jobs.Length).Where(i => result.Outputs[i].TrimEnd('\n') != jobs[i].Value.TrimEnd('\n'))
                    .Select(i => (jobs[i], result.Outputs[i])).ShouldBeEmpty();
                jobs.Length.ShouldBeGreaterThan(CasesOfABatch * 2 / 3, "only a few templates are refused");
            },
            iter: 3, threads: 1, print: _ => "see the message");
    }

    BatchResult Run((string Template, string Value)[] cases, out (string Template, string Value, ProcessJob Job)[] jobs)
    {
        // In front of a command a replacement string is the command itself.
        jobs = [.. cases.Where(item => !InFront().IsMatch(item.Template))
            .SelectMany((item, index) => Parse(item.Template, index) is { } template ? [(item.Template, item.Value, template.Expand(new(1, [.. Enumerable.Repeat(item.Value, RulesFor(index).HasSeveralValues ? 2 : 1)])))] : Array.Empty<(string, string, ProcessJob)>())];
        return ShellBatch.Run([.. jobs.Select(item => item.Job)]);
    }

    CommandTemplate? Parse(string template, int index)
    {
        try
        {
            return CommandTemplate.Parse([template], RulesFor(index), index % 2 == 0 ? Shell.Default : _bash);
        }
        catch (UsageException)
        {
            return null;
        }
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"^[ \t\n]*\{[^ }]*\}", System.Text.RegularExpressions.RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial System.Text.RegularExpressions.Regex InFront();

    // One value, or two that are joined or that repeat the words around them.
    ReplacementRules RulesFor(int index) => new() { HasPlus = true, HasSeveralValues = _severalValues && index / 2 % 2 == 1, RepeatsWords = index / 4 % 2 == 1 };

    static string InSingleQuotes(string text) => $"'{text.Replace("'", "'\\''")}'";

    static string InDoubleQuotes(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("$", "\\$").Replace("`", "\\`")}\"";
}
