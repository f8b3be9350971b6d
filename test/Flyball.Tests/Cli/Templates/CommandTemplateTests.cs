using Flyball.Cli.CommandLine;
using Flyball.Cli.Templates;
using Flyball.Jobs;

namespace Flyball.Tests.Cli.Templates;

public sealed class CommandTemplateTests
{
    static ProcessJob Expand(string template, params string[] values) =>
        CommandTemplate.Parse(template.Length == 0 ? [] : [template], ReplacementRules.Default with { HasSeveralValues = values.Length > 1 }, Shell.Default).Expand(new(7, [.. values]));

    static string Line(string template, params string[] values) => Expand(template, values).Name;

    static string[] Words(ProcessJob job) => [job.FileName, .. job.Arguments];

    [Fact]
    public void Words_are_joined_by_a_space_and_the_value_is_appended() =>
        CommandTemplate.Parse(["echo", "a", "b"], ReplacementRules.Default, Shell.Default).Expand(new(1, ["c"])).Name.ShouldBe("echo a b c");

    [Fact]
    public void A_command_without_shell_syntax_runs_without_a_shell()
    {
        Words(Expand("gzip -9 {}", "a b")).ShouldBe(["gzip", "-9", "a b"]);
        Words(Expand("convert in/{}.png  out/{}.jpg", "$(x)")).ShouldBe(["convert", "in/$(x).png", "out/$(x).jpg"]);
        Words(Expand("date +%s,{}", "")).ShouldBe(["date", "+%s,"]);
        Words(Expand("dd if={} --x=y", "a=b")).ShouldBe(["dd", "if=a=b", "--x=y"]);
    }

    [Theory]
    [InlineData("cat {} | wc")]
    [InlineData("cat {} > x")]
    [InlineData("a=1 cat {}")]
    [InlineData("cat ~/{}")]
    [InlineData("cat *.x {}")]
    [InlineData("cat {} # why")]
    [InlineData("cd {}")]
    [InlineData("exit {}")]
    [InlineData(". {}")]
    [InlineData("ssh host ls {}")]
    [InlineData("echo {a,b} {}")]
    public void A_command_with_shell_syntax_runs_through_the_shell(string template)
    {
        ProcessJob job = Expand(template, "x");
        job.FileName.ShouldBe("/bin/sh");
        job.Arguments.ShouldBe(["-c", template.Replace("{}", "x")]);
    }

    [Theory]
    [InlineData("echo pre{}.x", "echo pre1.x")]
    [InlineData("cat <n{} >>out/{}{}", "cat <n1 >>out/11")]
    [InlineData("dd if=in{}", "dd if=in1")]
    [InlineData("echo $pre{}", "echo $pre'1'")]
    [InlineData("echo {}2>log", "echo '1'2>log")]
    [InlineData("echo {}{}>log", "echo '1''1'>log")]
    [InlineData("echo {a,b{}}", "echo {a,b'1'}")]
    [InlineData("echo [ab{}]", "echo [ab'1']")]
    [InlineData("whil{} x", "whil'1' x")]
    [InlineData("x; whil{} x", "x; whil'1' x")]
    [InlineData("X=n{} y", "X=n'1' y")]
    public void A_harmless_value_is_bare_where_it_cannot_merge_with_its_neighbours(string template, string expected) => Line(template, "1").ShouldBe(expected);

    [Fact]
    public void The_name_is_the_line_to_run_by_hand()
    {
        Line("gzip {}", "a b").ShouldBe("gzip 'a b'");
        Line("gzip {}", "it's").ShouldBe("gzip 'it'\"'\"'s'");
        Line("gzip {}", "plain/file-1.txt").ShouldBe("gzip plain/file-1.txt");
    }

    [Fact]
    public void Jobs_of_one_command_are_alike() => Expand("gzip {} | x", "a").Template.ShouldBe("gzip {} | x");

    [Fact]
    public void Replacement_strings_stand_for_values_and_the_number()
    {
        Words(Expand("echo {2}-{1} {#} {}", "a", "b c")).ShouldBe(["echo", "b c-a", "7", "a", "b c"]);
        Line("echo {2}-{1} {#} {};", "a", "b c").ShouldBe("echo 'b c'-a 7 a 'b c';");
        Words(Expand("echo {#}", "a")).ShouldBe(["echo", "7"]);
        Words(Expand("echo x{}y", "a", "b")).ShouldBe(["echo", "xa", "by"]);
    }

    [Fact]
    public void Other_text_in_braces_is_left_alone() =>
        Line("awk '{print $1}' {} {x} {a,b} { } {1 }", "a").ShouldBe("awk '{print $1}' a {x} {a,b} { } {1 }");

    [Fact]
    public void Without_a_command_each_value_is_a_command_line()
    {
        Words(Expand("", "echo a  b")).ShouldBe(["echo", "a", "b"]);
        Expand("", "echo {}").Arguments.ShouldBe(["-c", "echo {}"]);
        Expand("", "echo a; echo b").Arguments.ShouldBe(["-c", "echo a; echo b"]);
        Expand("", "").Arguments.ShouldBe(["-c", ""]);
        Expand("", "-x;").Arguments.ShouldBe(["-c", "--", "-x;"]);
        Words(Expand("", "echo", "a")).ShouldBe(["echo", "a"]);
    }

    [Fact]
    public void A_value_in_front_is_the_command_and_the_others_are_quoted()
    {
        Line("{} x", "echo a;").ShouldBe("echo a; x");
        Line("{1} {2}", "echo a", "b;c").ShouldBe("echo a 'b;c'");
    }

    [Theory]
    [InlineData("x {};", "x '$y';")]
    [InlineData("x \"{}\";", "x \"\"'$y'\"\";")]
    [InlineData("x 'a {}';", "x 'a $y';")]
    [InlineData("x `y {}`", "x `y '\\$y'`")]
    [InlineData("x $(y \"{}\")", "x $(y \"\"'$y'\"\")")]
    [InlineData("x; # {}", "x; #  y")]
    [InlineData("bash -c 'x {}'", "bash -c 'x '\"'\"'$y'\"'\"''")]
    [InlineData("bash -c 'x \"$1\"' _ {}", "bash -c 'x \"$1\"' _ '$y'")]
    [InlineData("gzip -c {} > x", "gzip -c '$y' > x")]
    [InlineData("ssh host ls {}", "ssh host ls ''\"'\"'$y'\"'\"''")]
    [InlineData("$sudo ssh host ls {}", "$sudo ssh host ls ''\"'\"'$y'\"'\"''")]
    [InlineData("${x}eval y {}", "${x}eval y ''\"'\"'$y'\"'\"''")]
    [InlineData("$CC {}", "$CC '$y'")]
    [InlineData("ffmpeg -i {} -c:v libx264 -crf 23 {.}.mp4;", "ffmpeg -i '$y' -c:v libx264 -crf 23 '$y'.mp4;")]
    [InlineData("gcc $CFLAGS {} -c -o {.}.o;", "gcc $CFLAGS '$y' -c -o '$y'.o;")]
    [InlineData("x $((1+{}))", "x $((1+;;the value is not a number))")]
    public void A_value_is_quoted_for_its_place(string template, string expected) => Line(template, "$y").ShouldBe(expected);

    [Theory]
    [InlineData("x $((1-{}))", "-2", "x $((1- -2))")]
    [InlineData("x \"a {}\"", "b.txt", "x \"a b.txt\"")]
    [InlineData("x $y{}", "z", "x $y'z'")]
    [InlineData("x {}>y", "2", "x '2'>y")]
    [InlineData("true; {}", "then", "true; 'then'")]
    [InlineData("bash -c 'x {}'", "y", "bash -c 'x y'")]
    public void A_harmless_value_stays_bare_where_nothing_merges_with_it(string template, string value, string expected) => Line(template, value).ShouldBe(expected);

    [Theory]
    [InlineData("cat <<EOF\n{}\nEOF")]
    [InlineData("cat <<EOF {}")]
    [InlineData("echo ${}")]
    [InlineData("echo \"${}\"")]
    [InlineData("echo \\{}")]
    [InlineData("echo ${x:-{}}")]
    [InlineData("echo $'{}'")]
    [InlineData("echo \"`echo {}`\"")]
    [InlineData("echo $(case x in x) echo {};; esac)")]
    [InlineData("echo $((echo {}) | cat)")]
    [InlineData("bash -c \"cd $x; ls {}\"")]
    [InlineData("bash -c \"$(echo {})\"")]
    [InlineData("bash -c {}")]
    [InlineData("eval {}")]
    [InlineData("fish -c 'echo {}'")]
    [InlineData("$SHELL -c 'echo {}'")]
    [InlineData("sudo \"$SHELL\" -c 'echo {}'")]
    [InlineData("sudo {} -c x{}")]
    [InlineData("{} -c {}")]
    [InlineData("run \"$SHELL\" -c 'echo {}'")]
    [InlineData("{eval,echo} {};")]
    [InlineData("alias x='echo {}'")]
    [InlineData("declare -i n; n={}")]
    [InlineData("declare -n r={}; echo $r")]
    [InlineData("typeset -n r={}; echo $r")]
    [InlineData("typeset -F x={}")]
    [InlineData("nameref r={}; echo $r")]
    [InlineData("float x={}")]
    [InlineData("compgen -W {}")]
    [InlineData("declare -A m; m[{}]=1")]
    [InlineData("m[{}]=1; typeset -gA m")]
    [InlineData("complete -C {} x")]
    [InlineData("split --filter={} x")]
    [InlineData("tar --to-command {} x")]
    [InlineData("ssh -o ProxyCommand={} host")]
    [InlineData("echo '{}")]
    [InlineData("echo $(echo {}")]
    public void A_place_that_is_not_safe_is_refused(string template)
    {
        UsageException wrong = Should.Throw<UsageException>(() => CommandTemplate.Parse([template], ReplacementRules.Default, Shell.Default));
        wrong.Message.ShouldStartWith("the command ");
        wrong.Hint.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("split --filter='cat >{}' x", "split --filter='cat >'\"'\"'a b'\"'\"'' x")]
    [InlineData("split --filt 'cat >{}' {}", "split --filt 'cat >'\"'\"'a b'\"'\"'' 'a b'")]
    [InlineData("tar --checkpoint=9 -cf {} --checkpoint-action='exec=echo {}' x", "tar --checkpoint=9 -cf 'a b' --checkpoint-action='exec=echo '\"'\"'a b'\"'\"'' x")]
    public void What_a_program_has_a_shell_run_is_quoted_for_that_too(string template, string line) => Line(template, "a b").ShouldBe(line);

    [Theory]
    [InlineData("x[{}]=1", "7", "x[7]=1")]
    [InlineData("x[{}+1]=1", "7", "x[7+1]=1")]
    [InlineData("x[$i{}]=1", "7", "x[$i'7']=1")]
    [InlineData("x[{}]=1", "$(id)", "x['@ the value is not a number']=1")]
    [InlineData("declare -A m; k={}; m[$k]=1", "a b", "declare -A m; k='a b'; m[$k]=1")]
    public void A_subscript_takes_a_number_as_the_shell_reads_it(string template, string value, string line) => Line(template, value).ShouldBe(line);

    [Fact]
    public void Digits_of_other_scripts_are_text() => Line("echo {\uFF11}", "a").ShouldBe("echo {\uFF11} a");

    [Fact]
    public void A_variable_takes_a_value_where_the_place_itself_cannot() => Line("v={}; cat <<EOF\n$v\nEOF", "a b").ShouldBe("v='a b'; cat <<EOF\n$v\nEOF");

    [Fact]
    public void The_hint_for_an_alias_is_another_one_than_a_variable() =>
        Should.Throw<UsageException>(() => Expand("alias {}", "a")).Hint.ShouldBe("make them in a script that takes the values as arguments: flyball run ./script");
}
