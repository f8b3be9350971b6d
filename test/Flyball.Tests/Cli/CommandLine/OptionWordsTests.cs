using System.CommandLine;
using Flyball.Cli.CommandLine;

namespace Flyball.Tests.Cli.CommandLine;

/// <summary>Words become options as users of GNU parallel know it.</summary>
public sealed class OptionWordsTests
{
    static readonly FlagOption s_keep = new(["--keep-order", "-k"], "keep");
    static readonly FlagOption s_null = new(["--null", "-0"], "null");
    static readonly FlagOption s_group = new(["--group"], "group") { Choice = "mixing" };
    static readonly FlagOption s_ungroup = new(["--ungroup", "-u"], "ungroup") { Choice = "mixing" };
    static readonly ValueOption s_jobs = new(["--jobs", "-j", "-P", "--max-procs"], "N", "4", "jobs");
    static readonly ValueOption s_log = new(["--joblog"], "FILE", "FILE", "log");
    static readonly ValueOption s_nice = new(["--nice"], "N", "10", "nice");
    static readonly ValueOption s_delimiter = new(["--delimiter", "-d"], "D", ",", "delimiter") { AllowsEmpty = true };
    static readonly Command s_command = new("run") { s_keep, s_null, s_group, s_ungroup, s_jobs, s_log, s_nice, s_delimiter };

    static OptionWords Split(params string[] words) => OptionWords.Split(s_command, words);

    static (string, string?)[] Given(params string[] words) => [.. Split([.. words, "echo"]).Options.Select(given => (given.Option.Name, given.Value))];

    static ParseResult Parse(params string[] words) => GivenOptions.Parse(s_command, GivenOptions.InForce(Split(words).Options));

    static UsageException Refused(params string[] words) => Should.Throw<UsageException>(() => Split([.. words, "echo"]));

    [Theory]
    [InlineData("-j4")]
    [InlineData("-j", "4")]
    [InlineData("-P4")]
    [InlineData("--jobs=4")]
    [InlineData("--jobs", "4")]
    [InlineData("--max-procs", "4")]
    [InlineData("--max-p", "4")]
    [InlineData("--jobs=4", "--")]
    [InlineData("--j", "4")]
    public void An_option_has_many_spellings(params string[] words) => Given(words).ShouldBe([("--jobs", "4")]);

    [Theory]
    [InlineData("-kj4")]
    [InlineData("-kj", "4")]
    [InlineData("-k", "-j", "4")]
    [InlineData("--keep", "--jobs=4")]
    public void Short_options_share_a_word_of_which_the_last_may_take_the_rest_or_the_next_word(params string[] words) => Given(words).ShouldBe([("--keep-order", null), ("--jobs", "4")]);

    [Fact]
    public void Flags_are_bundled_in_any_number() => Given("-0ku").ShouldBe([("--null", null), ("--keep-order", null), ("--ungroup", null)]);

    [Theory]
    [InlineData("=4", "-j=4")]
    [InlineData("4k", "-j4k")]
    [InlineData("-1", "-j", "-1")]
    [InlineData("-1", "-j-1")]
    [InlineData("-1", "--jobs", "-1")]
    [InlineData("-1", "--jobs=-1")]
    [InlineData("--", "--jobs", "--")]
    [InlineData("-k", "--jobs", "-k")]
    [InlineData("a=b=c", "--jobs=a=b=c")]
    [InlineData("--keep-order", "--jobs=--keep-order")]
    public void A_value_is_taken_as_it_is(string value, params string[] words) => Given(words).ShouldBe([("--jobs", value)]);

    [Theory]
    [InlineData("-d", "")]
    [InlineData("--delimiter", "")]
    [InlineData("--delimiter=")]
    public void An_empty_value_is_one_where_the_option_allows_it(params string[] words)
    {
        Given(words).ShouldBe([("--delimiter", "")]);
        Parse(words).GetValue(s_delimiter).ShouldBe([""]);
    }

    [Theory]
    [InlineData("--jobs=")]
    [InlineData("--jobs", "")]
    [InlineData("-j", "")]
    [InlineData("-kj", "")]
    public void An_empty_value_is_missing_elsewhere(params string[] words) => Refused(words).Message.ShouldMatch("^option '(-j|--jobs)' needs a value$");

    [Fact]
    public void A_value_that_is_the_name_of_an_option_is_a_forgotten_one()
    {
        UsageException wrong = Refused("--joblog", "--keep-order");
        wrong.Message.ShouldBe("option '--joblog' needs a value, but the next word is the option '--keep-order'");
        wrong.Hint.ShouldBe("for example: --joblog FILE");
    }

    [Theory]
    [InlineData("--jobs", "x", "--jobs=--group", "--jobs=@x")]
    [InlineData("--joblog=a b", "-d=", "-d", "")]
    public void Values_reach_the_library_unaltered(params string[] words)
    {
        ParseResult parsed = Parse(words);
        string[] values = [.. parsed.GetValue(s_jobs) ?? [], .. parsed.GetValue(s_log) ?? [], .. parsed.GetValue(s_delimiter) ?? []];
        values.ShouldBe(Split(words).Options.Select(given => given.Value!));
    }

    [Theory]
    [InlineData("--jo", "--joblog, --jobs")]
    [InlineData("--gro", "--group, --group-by, --groupby")]
    public void The_beginning_of_several_options_is_ambiguous_and_all_are_named(string name, string candidates) =>
        Refused(name).Message.ShouldBe($"option '{name}' is ambiguous: it can be {candidates}");

    [Fact]
    public void Of_very_many_candidates_a_dozen_is_named() => Refused("--s").Message.ShouldMatch("^option '--s' is ambiguous: it can be (--[a-z-]+, ){11}--[a-z-]+ …$");

    [Fact]
    public void An_exact_name_wins_over_longer_ones() => Given("--group").ShouldBe([("--group", null)]);

    [Fact]
    public void Options_end_at_the_first_word_that_is_none()
    {
        Split("-k", "tar", "-j", "--keep-order").Rest.ShouldBe(["tar", "-j", "--keep-order"]);
        Split("-k", "--", "-j").Rest.ShouldBe(["-j"]);
        Split("-", "-k").Rest.ShouldBe(["-", "-k"]);
        Split("", "-k").Rest.ShouldBe(["", "-k"]);
    }

    [Theory]
    [InlineData("unknown option '-z'", "-z")]
    [InlineData("unknown option '-z' in '-kz4'", "-kz4")]
    [InlineData("unknown option '--zzz'", "--zzz=4")]
    [InlineData("unknown option '-g' in '-group'", "-group")]
    [InlineData("option '--keep-order' takes no value, but was given 'yes'", "--keep-order=yes")]
    [InlineData("option '--no-keep-order' takes no value, but was given ''", "--no-keep-order=")]
    public void A_wrong_word_is_named(string error, string word) => Refused(word).Message.ShouldBe(error);

    [Theory]
    [InlineData("did you mean '--group'? ", "-group")]
    [InlineData("did you mean '--nice'? ", "-nice=4")]
    [InlineData("did you mean '--joblog'? ", "--jolbog")]
    [InlineData("did you mean '--keep-order'? ", "--KEEP-ORDER")]
    public void A_mistyped_option_brings_the_one_that_was_meant(string hint, string word) => Refused(word).Hint.ShouldStartWith(hint);

    [Theory]
    [InlineData(false, "--keep-order", "--no-keep-order")]
    [InlineData(false, "-k", "--no-keep")]
    [InlineData(true, "--no-keep-order", "-k")]
    public void A_flag_can_be_taken_back(bool holds, params string[] words) => Parse(words).GetValue(s_keep).ShouldBe(holds);

    [Theory]
    [InlineData(true, "--group", "-u")]
    [InlineData(false, "-u", "--group")]
    [InlineData(false, "-u", "--no-ungroup")]
    public void Of_flags_that_exclude_one_another_the_last_counts(bool ungrouped, params string[] words)
    {
        ParseResult parsed = Parse(words);
        parsed.GetValue(s_ungroup).ShouldBe(ungrouped);
        (parsed.GetValue(s_group) && ungrouped).ShouldBeFalse();
    }
}
