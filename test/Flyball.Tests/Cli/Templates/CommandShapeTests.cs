using CsCheck;
using Flyball.Cli.Input;
using Flyball.Cli.Templates;

namespace Flyball.Tests.Cli.Templates;

/// <summary>What is remembered of a command.</summary>
public sealed class CommandShapeTests
{
    [Theory]
    [InlineData("ffmpeg -i in.mp4 -crf 23 -preset slow out.mkv", "ffmpeg -i {path} -crf {number} -p{value} {value} {path} {}")]
    [InlineData("ffmpeg -i {} -qp 23 out/{.}.mkv", "ffmpeg -i {} -qp {number} {}")]
    [InlineData("/usr/bin/gzip -9 --keep --suffix=.gz", "gzip {number} --keep --suffix={path} {}")]
    [InlineData("gzip {} | x", "gzip {} | x")]
    [InlineData("cd /srv/{} && make -j4 all >log 2>&1", "cd {} && make -j{value} {value} > {value} >& {number}")]
    [InlineData("make test {}", "make test {}")]
    [InlineData("git commit --message='the secret'", "git commit --message={value} {}")]
    [InlineData("mysql -uroot -phunter --password=hunter2 shop", "mysql -u{value} -p{value} --password={value} {value} {}")]
    [InlineData("TOKEN=abc curl https://me:secret@example.org/{}", "TOKEN={value} curl {}")]
    [InlineData("curl -H 'Authorization: Bearer abc' https://example.org/a", "curl -H {value} {path} {}")]
    [InlineData("python3 src/train.py --lr 0.1 --name alice", "python3 train.py --lr {number} --name {value} {}")]
    [InlineData("python -c 'print(1)' {}", "python -c {value} {}")]
    [InlineData("convert a.png b.png c.png {}.gif", "convert {path} {}")]
    [InlineData("for x in a b; do echo $x; done", "for {value} ; do echo {value} ; done {}")]
    public void Values_numbers_and_paths_are_left_out(string command, string shape) => Of(command).ShouldBe(shape);

    [Theory]
    [InlineData("fill 1000 --seed 7", "fill {number} --seed {number}")]
    [InlineData("tool --fast --level=9", "tool --fast --level={number}")]
    [InlineData("git push origin", "git {value}")]
    [InlineData("bash run.sh alice", "bash run.sh {value}")]
    public void Of_a_line_of_input_only_the_program_and_the_names_of_options_stay(string line, string shape) => CommandShape.OfLine(line).ShouldBe(shape);

    [Fact]
    public void Numbers_make_no_difference() => CommandShape.OfLine("fill 1000 x").ShouldBe(CommandShape.OfLine("fill 7 y"));

    [Fact]
    public void A_very_long_command_has_a_shape_of_bounded_length() => CommandShape.OfLine(string.Concat(Enumerable.Range(0, 5000).Select(i => $"--option-x a{i} "))).Length.ShouldBeLessThanOrEqualTo(300);

    /// <summary>Letters that occur in no option, no program and no placeholder of ours.</summary>
    static readonly Gen<string> s_secret = Gen.String[Gen.OneOf([.. "QZYX73./-_@: '\"$\\é".Select(character => Gen.Const(character))]), 1, 12].Select(text => $"Q{text}Z");

    static readonly string[] s_commands =
    [
        "gzip {0}", "gzip -k {0} {{}}", "tool --password={0} {{}}", "tool --password {0}", "tool -p{0}", "tool -p {0} | other {0}", "KEY={0} tool {{}}", "tool '{0}' \"{0}\"", "make {0}", "git commit -m {0} {{}}",
        "python x.py {0}", "tool a={0},b={0}", "tool <{0} >{0}", "docker run -e KEY={0} {{}}",
    ];

    [Fact]
    public void No_value_survives() => Gen.Select(s_secret, Gen.OneOf([.. s_commands.Select(command => Gen.Const(command))])).Sample((secret, command) =>
    {
        string quoted = command.Contains('\'') ? secret.Replace("'", "").Replace("\"", "").Replace("\\", "") : $"'{secret.Replace("'", "")}'";
        foreach (string shape in (string[])[Of(string.Format(System.Globalization.CultureInfo.InvariantCulture, command, quoted)), CommandShape.OfLine(string.Format(System.Globalization.CultureInfo.InvariantCulture, command, quoted))])
            shape.ShouldNotContain("Q", Case.Sensitive, $"{command} with {quoted}: {shape}");
    }, iter: 3000);

    [Fact]
    public void What_is_inserted_never_shows() => s_secret.Sample(value =>
        CommandTemplate.Parse(["tool", "--in={}", "{}"], new(), Shell.Default).Expand(new JobArguments(1, [value])).Template.ShouldBe("tool --in={} {}"), iter: 300);

    static string Of(string command) => CommandTemplate.Parse([command], new(), Shell.Default).Expand(new JobArguments(1, ["value"])).Template!;
}
