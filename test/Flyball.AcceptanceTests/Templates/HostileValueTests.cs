using Flyball.Cli.Templates;
using Flyball.Jobs;

namespace Flyball.AcceptanceTests.Templates;

public sealed class HostileValueTests
{
    // Each prints the value, followed by a NUL character.
    static readonly string[] s_exact =
    [
        """printf '%s\0' {}""",
        """printf '%s\0' "{}" """,
        """printf '%s\0' '{}'""",
        """printf "%s\\0" {}""",
        """printf '%s'\\0 {}""",
        """'printf' '%s\0' "{}"''""",
        """x={}; printf '%s\0' "$x" """,
        """x="{}"; printf '%s\0' "$x" """,
        """x={} sh -c 'printf "%s\0" "$x"'""",
        """export x={}; sh -c 'printf "%s\0" "$x"'""",
        """( printf '%s\0' {} )""",
        """(printf '%s\0' {})""",
        """{ printf '%s\0' {}; }""",
        """for x in {}; do printf '%s\0' "$x"; done""",
        """while true; do printf '%s\0' {}; break; done""",
        """if true; then printf '%s\0' {}; fi # it's {}""",
        """printf '%s\0' {} # "{}""",
        "true # {}\nprintf '%s\\0' {}",
        "true \\\n && printf '%s\\0' {}",
        """case {} in *) printf '%s\0' {};; esac""",
        """case never in {}) printf no;; *) printf '%s\0' {};; esac""",
        """f() { printf '%s\0' "$1"; }; f {}""",
        """f() { printf '%s\0' {}; }; f""",
        """printf '%s\0' {} | cat""",
        """true && printf '%s\0' {} 2>/dev/null""",
        """printf '%s\0' {}>&1""",
        """! printf '%s\0' {}""",
        """exec printf '%s\0' {}""",
        """command printf '%s\0' {}""",
        """set -- {}; printf '%s\0' "$1" """,
        "v={}; cat <<EOF | head -c -1; printf '\\0'\n$v\nEOF",
        """printf '%s\0' "${x-}"{}""",
        """printf '%s\0' $x{}""",
        """printf '%s\0' "$x{}" """,
        """trap 'printf "%s\0" {}' EXIT""",
        """trap "printf '%s\\0' {}" EXIT""",
        """eval printf "'%s\0'" {}""",
        """eval "printf '%s\0' {}" """,
        """eval "printf '%s\0' '{}'" """,
        """eval "printf '%s\0' \"{}\"" """,
        """eval 'printf "%s\0" {}'""",
        """eval 'printf "%s\0" "{}"'""",
        """eval 'eval "printf '"'%s\0'"' {}"'""",
        """f() { eval "printf '%s\0' {}"; }; f""",
        """for x in a; do eval "printf '%s\0' {}"; done""",
        "for x in a\ndo eval \"printf '%s\\0' {}\"; done",
        """case x in x) eval "printf '%s\0' {}";; esac""",
        """(true); eval "printf '%s\0' {}" """,
        """SHELL_UNDER_TEST -c 'printf "%s\0" {}'""",
        """SHELL_UNDER_TEST -c 'printf "%s\0" "{}"'""",
        """SHELL_UNDER_TEST -c "printf '%s\0' {}" """,
        """SHELL_UNDER_TEST -c "printf '%s\0' '{}'" """,
        """SHELL_UNDER_TEST -c "printf '%s\0' \"{}\"" """,
        """SHELL_UNDER_TEST -c 'printf "%s\0" "$1"' _ {}""",
        """SHELL_UNDER_TEST -ec 'printf "%s\0" {}'""",
        """SHELL_UNDER_TEST -c printf\ \'%s\\0\'\ '{}'""",
        """SHELL_UNDER_TEST -e -c 2>/dev/null 'printf "%s\0" {}'""",
        """SHELL_UNDER_TEST -c "SHELL_UNDER_TEST -c \"printf '%s\\0' {}\"" """,
        """SHELL_UNDER_TEST -c "SHELL_UNDER_TEST -c 'printf %s {}'; printf %b '\\0000'" """,
        """env A=1 SHELL_UNDER_TEST -c 'printf "%s\0" {}'""",
        """nice -n 1 SHELL_UNDER_TEST -c 'printf "%s\0" {}'""",
        """ssh host printf "'%s\0'" {}""",
        """ssh host "printf '%s\0' {}" """,
        """ssh -p 22 "$x"host 'printf "%s\0" "{}"'""",
        """nice ssh host "printf '%s\0' {}" """,
        """ssh host sh -c "'printf \"%s\0\" \"\$1\"'" _ {}""",
        """x=1; [ "$x" -eq 1 ] && printf '%s\0' {}""",
        """test {} = never; printf '%s\0' {}""",
        """x=1 eval "printf '%s\0' {}" """,
        """2>/dev/null eval "printf '%s\0' {}" """,
        """2>/dev/null env SHELL_UNDER_TEST -c 'printf "%s\0" {}'""",
        """while eval "printf '%s\0' {}"; do break; done""",
        """if (true) then eval "printf '%s\0' {}"; fi""",
        """$unset eval "printf '%s\0' {}" """,
        """printf x >/dev/null; "$unset"eval 'printf "%s\0" {}'""",
        """`true` eval "printf '%s\0' {}" """,
    ];

    // The same for syntax that not every shell has.
    static readonly string[] s_exactInBash =
    [
        """printf x | split --filter="cat >/dev/null; printf '%s\0' {}" - """,
        """function f { eval "printf '%s\0' {}"; }; f""",
        """time -p eval "printf '%s\0' {}" """,
        """exec -a x bash -c 'printf "%s\0" {}'""",
        """bash -O extglob -c 'printf "%s\0" {}'""",
        """bash --norc -c 'printf "%s\0" {}'""",
        """bash -euo pipefail -c 'printf "%s\0" {}'""",
        """bash -c -- 'printf "%s\0" {}'""",
        """[[ {} != never ]] && printf '%s\0' {}""",
        """if [[ {} == x || 1 -eq 1 ]]; then printf '%s\0' {}; fi""",
        """cat <<< {} | head -c -1; printf '\0'""",
        """a=({}); printf '%s\0' "${a[0]}" """,
        """declare x={}; printf '%s\0' "$x" """,
        """printf -v x %s {}; printf '%s\0' "$x" """,
        """for ((i = 0; i < 1; i++)); do printf '%s\0' {}; done""",
        """for ((i = 0; i < 1; i++)) { eval "printf '%s\0' {}"; }""",
        """((1)) && eval "printf '%s\0' {}" """,
        """cat <(printf '%s\0' {})""",
        """printf '%s\0' ''$'\n'{} | tail -c +2""",
        """printf '%s\0' {} &>/dev/stdout""",
    ];

    // Each prints the value without the newlines at its end, which a command substitution drops.
    static readonly string[] s_substituted =
    [
        """printf '%s\0' "$(printf %s {})" """,
        """printf '%s\0' "$(printf %s "{}")" """,
        """printf '%s\0' "$(printf %s '{}')" """,
        """printf '%s\0' "$(printf %s "$(printf %s '{}')")" """,
        """x=$(printf %s {}); printf '%s\0' "$x" """,
        """x=$( (printf %s {}) ); printf '%s\0' "$x" """,
        """x=`printf %s {}`; printf '%s\0' "$x" """,
        """x=`printf %s "{}"`; printf '%s\0' "$x" """,
        """x=`printf %s '{}'`; printf '%s\0' "$x" """,
        """x=`sh -c 'printf %s {}'`; printf '%s\0' "$x" """,
        """x=`sh -c "printf %s {}"`; printf '%s\0' "$x" """,
        """sh -c 'x=$(printf %s {}); printf "%s\0" "$x"'""",
        """sh -c 'x=`printf %s {}`; printf "%s\0" "$x"'""",
        """sh -c "x=\$(printf %s '{}'); printf '%s\0' \"\$x\"" """,
    ];

    // What these print is not the point: the value is no number, or no name, and must not be evaluated.
    static readonly string[] s_evaluated =
    [
        "echo $((1+{}))", "echo \"$(( {} ))\"", "echo $(( (3-{}) ))", "[ {} -eq 1 ]", "test {} -lt 3", "[ 1 -ge {} ]", "unset {}", "read {}", "export {}", "readonly {}", "x={}; echo $((1{}))",
        "sh -c 'echo $((1+{}))'", "eval 'echo $(({}))'", "bash -c '(( {} ))'", "bash -c '[[ {} -eq 1 ]]'", "bash -c '[[ a == b || 1 -lt {} ]]'", "bash -c 'let x={}'", "bash -c 'let \"x = {}\"'", "bash -c 'declare x{}'",
        "bash -c 'a[{}]=1'", "bash -c 'a=([{}]=1)'", "bash -c 'declare a[{}]=1'", "bash -c 'printf -v {} x'", "bash -c 'printf -v\"{}\" x'", "bash -c '[[ -v {} ]]'", "bash -c 'test -v {}'", "bash -c 'for ((i={}; i<1; i++)); do :; done'",
        "shift {}", "builtin shift {}", "ulimit -n {}", "set -A {} 1", "print -v {} x", "print -v{} x",
        "bash -c 'if (( {} )); then :; fi'", "bash -c 'mapfile {}'", "bash -c 'wait -n -p {}'", "bash -c 'unset a[{}]'",
    ];

    static readonly ReplacementRules s_plus = ReplacementRules.Default with { HasPlus = true };

    [Theory]
    [MemberData(nameof(InstalledShells.Names), MemberType = typeof(InstalledShells))]
    public void A_value_arrives_exactly_in_every_context(string shellName)
    {
        Shell shell = InstalledShells.Get(shellName);
        Check(shell, s_exact, value => value + "\0");
        Check(shell, s_substituted, value => value.TrimEnd('\n') + "\0");
    }

    [Fact]
    public void A_value_arrives_exactly_in_what_only_bash_knows() => Check(InstalledShells.Get("bash"), s_exactInBash, value => value + "\0");

    [Theory]
    [MemberData(nameof(InstalledShells.Names), MemberType = typeof(InstalledShells))]
    public void A_value_is_never_evaluated_as_arithmetic_or_as_a_name(string shellName)
    {
        Shell shell = InstalledShells.Get(shellName);
        Check(shell, s_evaluated, value => null);
    }

    // What is inserted is a part of the value, or made of it: each still arrives as it is.
    [Theory]
    [MemberData(nameof(InstalledShells.Names), MemberType = typeof(InstalledShells))]
    public void What_is_made_of_a_value_arrives_exactly(string shellName)
    {
        Shell shell = InstalledShells.Get(shellName);
        foreach (string operation in (string[])[".", "/", "//", "/.", "..", "+/", "+.", "/..", "+..", ":1", ":1:3", "#.", "%%[^a]+", "/[a-z]/'$(>pwned)", "//[^a-z]/;", "^^[a-z]", ":-$(>pwned)"])
        {
            Func<string, string> transform = ValueTransforms.Find(operation, hasPlus: true)!;
            string[] templates = ["printf '%s\\0' {};", "printf '%s\\0' \"{}\"", "printf '%s\\0' '{}'", "sh -c 'printf \"%s\\0\" {}'", "eval \"printf '%s\\0' '{}'\""];
            Check(shell, [.. templates.Select(template => template.Replace("{}", $"{{{operation}}}"))], value => transform(value) + "\0");
        }
    }

    // Each of several values is a word of its own, or a word around it is.
    [Theory]
    [MemberData(nameof(InstalledShells.Names), MemberType = typeof(InstalledShells))]
    public void Several_values_arrive_as_words(string shellName)
    {
        Shell shell = InstalledShells.Get(shellName);
        CheckWords(shell, repeats: false, ["printf '%s\\0' {};", "sh -c 'printf \"%s\\0\" {}'", "eval \"printf '%s\\0' {}\"", "(for x in {}; do printf '%s\\0' \"$x\"; done)", "set -- {}; printf '%s\\0' \"$@\""], value => value);
        CheckWords(shell, repeats: true, ["printf '%s\\0' a{}z;", "printf '%s\\0' \"a{}z\"", "printf '%s\\0' 'a{}z'", "sh -c 'printf \"%s\\0\" a{}z'", "eval \"printf '%s\\0' 'a{}z'\"", "(for x in a\"{}\"z; do printf '%s\\0' \"$x\"; done)"], value => $"a{value}z");
    }

    static void CheckWords(Shell shell, bool repeats, string[] templates, Func<string, string> word)
    {
        var cases = templates.SelectMany(template => HostileValues.Some(template).Chunk(3).Select(values => (Template: template, Values: values))).ToArray();
        ProcessJob[] jobs = [.. cases.Select(item => CommandTemplate.Parse([item.Template], s_plus with { HasSeveralValues = true, RepeatsWords = repeats }, shell).Expand(new(1, [.. item.Values])))];
        BatchResult result = ShellBatch.Run(jobs);
        Enumerable.Range(0, cases.Length).Where(i => result.Harmed.Contains(i) || result.Outputs[i] != string.Concat(cases[i].Values.Select(value => word(value) + "\0")))
            .Select(i => $"{cases[i].Template} line: {jobs[i].Name} output: {result.Outputs[i]}").ShouldBeEmpty();
    }

    static void Check(Shell shell, string[] templates, Func<string, string?> expected)
    {
        var cases = templates.Select(template => template.Replace("SHELL_UNDER_TEST", shell.IsBusyBox ? "busybox sh" : shell.Path))
            .SelectMany(template => HostileValues.Some(template).Select(value => (Template: template, Value: value))).ToArray();
        Dictionary<string, CommandTemplate> parsed = cases.Select(item => item.Template).Distinct()
            .ToDictionary(template => template, template => CommandTemplate.Parse([template], s_plus, shell));
        ProcessJob[] jobs = [.. cases.Select(item => parsed[item.Template].Expand(new(1, [item.Value])))];
        BatchResult result = ShellBatch.Run(jobs);
        string[] wrong = [.. Enumerable.Range(0, cases.Length)
            .Where(i => result.Harmed.Contains(i) || (expected(cases[i].Value) is { } text && result.Outputs[i] != text))
            .Select(i => $"{cases[i]} harmed: {result.Harmed.Contains(i)} line: {jobs[i].Name} output: {result.Outputs[i]}")];
        wrong.ShouldBeEmpty();
    }
}
