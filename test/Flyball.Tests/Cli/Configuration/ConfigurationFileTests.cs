using System.CommandLine;
using System.Text;
using CsCheck;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Configuration;

namespace Flyball.Tests.Cli.Configuration;

public sealed class ConfigurationFileTests
{
    static readonly ValueOption s_jobs = new(["--jobs", "-j", "--max-procs"], "N", "4", "jobs");
    static readonly ValueOption s_limit = new(["--ulimit"], "LIMIT", "nofile=9", "limit") { IsRepeatable = true };
    static readonly ValueOption s_delimiter = new(["--delimiter"], "D", ",", "delimiter") { AllowsEmpty = true };
    static readonly FlagOption s_keep = new(["--keep-order"], "keep");
    static readonly FlagOption s_plain = new(["--plain"], "plain") { IsForOneCall = true };
    static readonly ValueOption s_file = new(["--file"], "FILE", "jobs.yaml", "file") { IsForOneCall = true };
    static readonly Command s_command = new("run") { s_jobs, s_limit, s_delimiter, s_keep, s_plain, s_file };

    static IReadOnlyList<GivenOption> Read(string text) => new ConfigurationFile("c.toml", s_command).Read(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Keys_are_options_with_their_places()
    {
        Read("# mine\n[run]\njobs = 8\nkeep-order = true\nulimit = [\"nofile=9\",\n  'core=0']\n").ShouldBe(
        [
            new(s_jobs, "8", Origin: new("c.toml", 3, 8)),
            new(s_keep, null, Origin: new("c.toml", 4, 14)),
            new(s_limit, "nofile=9", Origin: new("c.toml", 5, 11)),
            new(s_limit, "core=0", Origin: new("c.toml", 6, 3)),
        ]);
    }

    [Theory]
    [InlineData("8", "8")]
    [InlineData("-1", "-1")]
    [InlineData("0x10", "16")]
    [InlineData("1_000", "1000")]
    [InlineData("1.50", "1.50")]
    [InlineData("'50%'", "50%")]
    [InlineData("\"a\\tb\\u00e9\"", "a\tbé")]
    [InlineData("'''x\ny'''", "x\ny")]
    public void A_value_is_a_string_or_a_number(string text, string value) => Read($"[run]\njobs = {text}\n").ShouldHaveSingleItem().Value.ShouldBe(value);

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("[run]\n")]
    [InlineData("[run]\r\nkeep-order = false\r\n")]
    [InlineData("\ufeff[run]\n")]
    [InlineData("[run]\nulimit = []\n")]
    public void Nothing_is_given_by_an_empty_table_nor_by_false(string text) => Read(text).ShouldBeEmpty();

    [Fact]
    public void Every_long_name_and_a_quoted_key_will_do() => Read("[run]\n'max-procs' = 3\n").ShouldHaveSingleItem().Option.ShouldBe(s_jobs);

    [Fact]
    public void An_empty_value_is_one_where_the_option_allows_it() => Read("[run]\ndelimiter = ''\n").ShouldHaveSingleItem().Value.ShouldBe("");

    [Theory]
    [InlineData("[run]\njob = 1\n", "c.toml:2:1: unknown key 'job'", "did you mean 'jobs'? keys are long options of 'flyball run' without dashes")]
    [InlineData("[run]\n'' = true\n", "c.toml:2:1: unknown key ''", "keys are long options of 'flyball run' without dashes")]
    [InlineData("[run]\nj = 1\n", "c.toml:2:1: unknown key 'j'", "did you mean 'jobs'? keys are long options of 'flyball run' without dashes")]
    [InlineData("[run]\nx = 1\n", "c.toml:2:1: unknown key 'x'", "keys are long options of 'flyball run' without dashes")]
    [InlineData("[run]\njobs.x = 1\n", "c.toml:2:1: unknown key 'jobs.x'", "keys are long options of 'flyball run' without dashes")]
    [InlineData("[run]\nfile = 'jobs.yaml'\n", "c.toml:2:1: 'file' has a meaning on the command line only", "remove the line")]
    [InlineData("[run]\nplain = true\n", "c.toml:2:1: 'plain' has a meaning on the command line only", "remove the line")]
    [InlineData("[run]\nkeep-order = 1\n", "c.toml:2:14: 'keep-order' is either true or false", "for example: keep-order = true")]
    [InlineData("[run]\njobs = true\n", "c.toml:2:8: 'jobs' takes a string or a number", "for example: jobs = \"4\"")]
    [InlineData("[run]\njobs = 2020-01-01\n", "c.toml:2:8: 'jobs' takes a string or a number", "for example: jobs = \"4\"")]
    [InlineData("[run]\njobs = {a = 1}\n", "c.toml:2:8: 'jobs' takes a string or a number", "for example: jobs = \"4\"")]
    [InlineData("[run]\njobs = [1, 2]\n", "c.toml:2:8: 'jobs' takes one value, not several", "for example: jobs = \"4\"")]
    [InlineData("[run]\nulimit = ['a', [1]]\n", "c.toml:2:16: 'ulimit' takes a string or a number", "for example: ulimit = \"nofile=9\"")]
    [InlineData("[run]\njobs = ''\n", "c.toml:2:8: 'jobs' needs a value", "for example: jobs = \"4\"")]
    [InlineData("[run]\njobs = \"\\u0000\"\n", "c.toml:2:8: 'jobs' cannot hold a NUL character", "for example: jobs = \"4\"")]
    [InlineData("jobs = 1\n", "c.toml:1:1: the key 'jobs' stands before the table [run]", "write [run] on a line above it")]
    [InlineData("[load]\n", "c.toml:1:1: unknown table 'load'", "there is one, [run], with the options of 'flyball run'")]
    [InlineData("run.tag = true\n", "c.toml:1:1: 'run.tag' is not read here", "write [run] on a line, and each option on a line below it")]
    [InlineData("run = { tag = true }\n", "c.toml:1:1: 'run' is not read here", "write [run] on a line, and each option on a line below it")]
    [InlineData("[[run]]\n", "c.toml:1:1: [[run]] is a list of tables", "there is one: write [run]")]
    [InlineData("[run.x]\n", "c.toml:1:1: unknown table 'run.x'", "there is one, [run], with the options of 'flyball run'")]
    public void What_is_wrong_is_told_with_its_place(string text, string error, string hint)
    {
        UsageException wrong = Should.Throw<UsageException>(() => Read(text));
        wrong.Message.ShouldBe(error);
        wrong.Hint.ShouldBe(hint);
    }

    [Theory]
    [InlineData("[run]\njobs = \n", "c.toml:2:8: ")]
    [InlineData("[run\n", "c.toml:1:5: ")]
    [InlineData("[run]\njobs = 1\njobs = 2\n", "c.toml:3:1: ")]
    [InlineData("[run]\njobs = \"x\n", "c.toml:2:10: ")]
    [InlineData("garbage\n", "c.toml:1:8: ")]
    public void What_is_no_TOML_is_told_with_its_place(string text, string place) => Should.Throw<UsageException>(() => Read(text)).Message.ShouldStartWith(place);

    [Fact]
    public void Bytes_that_are_not_UTF8_are_an_error() =>
        Should.Throw<UsageException>(() => new ConfigurationFile("c.toml", s_command).Read([(byte)'#', 0xff])).Message.ShouldBe("c.toml: the config file is not UTF-8");

    [Fact]
    public void A_file_of_brackets_is_an_error_and_not_the_end_of_the_tool() =>
        Should.Throw<UsageException>(() => Read("[run]\nulimit = " + new string('[', 100_000))).Message.ShouldStartWith("c.toml:");

    /// <summary>CsCheck prints the seed of a case that fails.</summary>
    [Fact]
    public void Any_text_is_options_or_an_error_with_its_place()
    {
        string[] pieces =
        [
            "[run]\n", "[", "]", "{", "}", "=", ".", ",", "\n", " ", "#", "'", "\"", "\"\"\"", "'''", "jobs", "jobs = 4\n", "ulimit", "keep-order", "true", "1e9", "0x", "\\", "\\u00", "é", "\ud800", "\0",
            "2020-01-01", "nan",
        ];
        Gen<string> piece = Gen.Int[0, pieces.Length - 1].Select(index => pieces[index]);
        piece.Array[0, 12].Select(string.Concat).Sample(text =>
        {
            try
            {
                return Read("[run]\n" + text) is not null;
            }
            catch (UsageException wrong)
            {
                return wrong.Message.StartsWith("c.toml:");
            }
        }, iter: 10_000, threads: 1);
    }
}
