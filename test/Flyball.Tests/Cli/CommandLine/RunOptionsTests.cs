using Flyball.Admission;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Failures;
using Flyball.Cli.Input;
using Flyball.Jobs;

namespace Flyball.Tests.Cli.CommandLine;

public sealed class RunOptionsTests
{
    static RunArguments Parse(params string[] words) => RunOptions.Parse(words).ShouldNotBeNull();

    [Fact]
    public void Where_several_can_be_used_those_that_cannot_are_no_choice() =>
        Should.Throw<UsageException>(() => RunOptions.Parse(["--rec", "echo"])).Message.ShouldBe("option '--rec' is ambiguous: it can be --record, --record-commands");

    [Fact]
    public void Options_end_at_the_first_word_that_is_none()
    {
        RunArguments arguments = Parse("-j", "4", "gzip", "-j", "9", "--unknown", "::: ");
        arguments.Admission.MaxRunning.ShouldBe(new JobCount(4));
        arguments.Command.ShouldBe(["gzip", "-j", "9", "--unknown", "::: "]);
    }

    [Fact]
    public void A_tag_is_made_of_what_stands_for_the_values() => Parse("-I", "%", "--tag", "echo", "%").Output.Tag.ShouldBe("%");

    [Theory]
    [InlineData("-d", "")]
    [InlineData("--delimiter=")]
    [InlineData("--joblog", "-u")]
    [InlineData("--joblog", ":::")]
    [InlineData("-a", "::::")]
    public void A_value_that_was_forgotten_is_missed(params string[] words) => Should.Throw<UsageException>(() => RunOptions.Parse([.. words, "echo"])).Message.ShouldContain("needs a value");

    [Fact]
    public void A_value_may_begin_with_a_dash()
    {
        Parse("-E", "-u", "echo").Input.EndMark.ShouldBe("-u");
        Parse("--joblog", "-unknown", "echo").Records.JobLog.ShouldBe("-unknown");
    }

    [Fact]
    public void Options_end_at_two_dashes() => Parse("-j4", "--", "-x", "--", ":::", "a").Command.ShouldBe(["-x", "--"]);

    [Fact]
    public void A_single_dash_is_a_word_of_the_command() => Parse("-").Command.ShouldBe(["-"]);

    [Theory]
    [InlineData("-j", "4")]
    [InlineData("-j4")]
    [InlineData("-P4")]
    [InlineData("--jobs", "4")]
    [InlineData("--jobs=4")]
    [InlineData("--max-procs=4")]
    [InlineData("-j", "9", "-P", "4")]
    public void The_cap_has_many_spellings_and_the_last_one_counts(params string[] words) => Parse(words).Admission.MaxRunning.ShouldBe(new JobCount(4));

    [Fact]
    public void A_cap_of_zero_is_no_cap() => Parse("-j0").Admission.MaxRunning.ShouldBe(new JobCount(int.MaxValue));

    [Fact]
    public void Without_options_everything_is_at_its_default_and_values_are_lines_of_standard_input()
    {
        RunArguments arguments = Parse("echo");
        arguments.Input.Sources.ShouldBe([new StandardInputLines()]);
        arguments.Admission.ToOptions().ToPolicy().ShouldBe(new GovernorPolicy());
        arguments.Admission.Request.ShouldBe(ResourceRequest.Unknown);
        arguments.Records.JobLog.ShouldBeNull();
    }

    [Fact]
    public void Files_and_groups_of_values_are_sources_in_this_order()
    {
        RunArguments arguments = Parse("-a", "x", "--arg-file=-", "echo", ":::", "a", "b", ":::", ":::", "c");
        arguments.Input.Sources.Length.ShouldBe(5);
        arguments.Input.Sources[0].ShouldBe(new FileLines("x"));
        arguments.Input.Sources[1].ShouldBe(new StandardInputLines());
        arguments.Input.Sources[2].ShouldBeOfType<ArgumentValues>().Values.ShouldBe(["a", "b"]);
        arguments.Input.Sources[3].ShouldBeOfType<ArgumentValues>().Values.ShouldBeEmpty();
        arguments.Input.Sources[4].ShouldBeOfType<ArgumentValues>().Values.ShouldBe(["c"]);
    }

    [Fact]
    public void A_request_is_the_same_for_every_job() =>
        Parse("--cores", "1.5", "--memory", "300M", "--duration", "1h30m").Admission.Request
            .ShouldBe(new ResourceRequest(1.5, ByteSize.MiB(300), TimeSpan.FromMinutes(90)));

    [Theory]
    [InlineData("0.8", 0.8)]
    [InlineData("80%", 0.8)]
    [InlineData("125%", 1.25)]
    [InlineData("10", 10.0)]
    public void A_cpu_target_is_a_number_or_a_percentage(string text, double expected) =>
        Parse("--cpu-target", text).Admission.ToOptions().ToPolicy().ShouldBeOfType<GovernorPolicy>().CpuTarget.ShouldBe(expected);

    [Fact]
    public void A_memory_reserve_is_a_size_or_a_share_of_the_memory()
    {
        Parse("--memory-reserve", "2G").Admission.ToOptions().ToPolicy().ShouldBe(new GovernorPolicy { MemoryReserve = ByteSize.GiB(2) });
        Parse("--aggressiveness", "Eager", "--memory-reserve", "10%").Admission.ToOptions().ToPolicy()
            .ShouldBe(new GovernorPolicy { Aggressiveness = Aggressiveness.Eager with { MemoryReserve = 0.1 } });
    }

    [Fact]
    public void The_plain_rule_can_be_chosen() => Parse("--policy", "plain", "-j2").Admission.ToOptions().ToPolicy().ShouldBe(new PlainPolicy { MaxRunning = 2 });

    [Fact]
    public void A_value_that_looks_like_a_response_file_is_a_value() => Parse("--joblog", "@log=a:b").Records.JobLog.ShouldBe("@log=a:b");

    [Theory]
    [InlineData("None", "--joblog", "x")]
    [InlineData("Ended", "--joblog", "x", "--resume")]
    [InlineData("Ended", "--checkpoint", "x", "--resume")]
    [InlineData("Failed", "--joblog", "x", "--resume-failed", "--resume")]
    [InlineData("RetryFailed", "--retry-failed", "--resume-failed", "--resume", "--joblog", "x")]
    public void What_runs_the_most_is_what_resuming_means(string mode, params string[] words) => Parse(words).Records.Resume.ToString().ShouldBe(mode);

    [Fact]
    public void The_last_rule_to_halt_counts()
    {
        Parse("--halt", "2", "--halt-on-error", "soon,fail=10%").Failures.Halt.ShouldBe(new(false, HaltCause.Failure, 10, true));
        Parse("--halt", "2", "--halt=never").Failures.Halt.ShouldBeNull();
    }

    [Fact]
    public void Variables_are_named_one_by_one_or_in_lists() => Parse("--env", "A,B", "--env", "_", "--env", "C").Processes.Variables.ShouldBe(["A", "B", "C"]);

    [Fact]
    public void Help_is_not_run() => RunOptions.Parse(["--help"]).ShouldBeNull();

    [Theory]
    [InlineData("option '--cores': 'x' is not", "--cores", "x")]
    [InlineData("option '--cores': '-1' is not", "--cores", "-1")]
    [InlineData("option '--cores': 'NaN' is not", "--cores=NaN")]
    [InlineData("option '--jobs': 'x' is neither", "-j", "x")]
    [InlineData("option '--jobs': '1.5' is neither", "-j", "1.5")]
    [InlineData("option '--jobs': '--1' is neither", "-j--1")]
    [InlineData("option '--jobs': 'x' is neither", "-j", "x", "-j", "4")]
    [InlineData("option '--load': 'x' is neither", "--load=x")]
    [InlineData("option '--delay': 'x' is not", "--delay", "x")]
    [InlineData("option '--delay': 'xauto' is not", "--delay", "xauto")]
    [InlineData("option '--retries': '-1' is not", "--retries", "-1")]
    [InlineData("option '--retry-delay': '5m..1s' is neither", "--retries", "2", "--retry-delay", "5m..1s")]
    [InlineData("option '--retry-delay' has no meaning without", "--retry-delay", "5m")]
    [InlineData("option '--cpu-target': '0' is not", "--cpu-target", "0")]
    [InlineData("option '--cpu-target': '11' is not", "--cpu-target", "11")]
    [InlineData("option '--memory': '1X' is not", "--memory", "1X")]
    [InlineData("option '--memory-reserve': '100%' is neither", "--memory-reserve", "100%")]
    [InlineData("option '--duration': '1y' is not", "--duration", "1y")]
    [InlineData("option '--aggressiveness': 'rude' is not", "--aggressiveness", "rude")]
    [InlineData("option '--policy': 'fair' is not", "--policy", "fair")]
    [InlineData("option '--halt': 'x' does not begin", "--halt", "x", "--halt", "never")]
    [InlineData("option '--resume': there is no record", "--resume")]
    [InlineData("option '--resume': results do not tell how the jobs of a file ended", "--file", "x", "--results", "y", "--resume")]
    [InlineData("option '--resume-failed': there is no record", "--resume-failed")]
    [InlineData("option '--retry-failed' takes its commands from a joblog", "--retry-failed")]
    [InlineData("option '--retry-failed' takes its commands from a joblog", "--retry-failed", "--joblog", "x", "--checkpoint", "y")]
    [InlineData("option '--input-file' has no meaning without", "--input-file", "{}", "--joblog", "x")]
    [InlineData("option '--joblog': '-' is not the name of a file", "--joblog", "-")]
    [InlineData("option '--checkpoint': '-' is not the name of a file", "--checkpoint", "-")]
    [InlineData("option '--env': 'A=b' is not", "--env", "A=b")]
    [InlineData("option '--env': 'A,,B' is not", "--env", "A,,B")]
    [InlineData("option '-j' needs a value", "-j")]
    [InlineData("option '--joblog' needs a value", "--joblog=")]
    [InlineData("option '--help' takes no value", "--help=x")]
    [InlineData("unknown option '-w'", "-w1", "echo")]
    [InlineData("option '--cpu-target' has no meaning with", "--policy", "plain", "--cpu-target", "1")]
    [InlineData("'::::' is followed by no file", "echo", "::::", ":::", "a")]
    public void A_wrong_word_is_named(string error, params string[] words)
    {
        UsageException wrong = Should.Throw<UsageException>(() => RunOptions.Parse(words));
        wrong.Message.ShouldStartWith(error);
        wrong.Hint.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("option '--trim': 'x' does not say", "--trim", "x")]
    [InlineData("option '--max-args': '-1' is not", "-n", "-1")]
    [InlineData("option '--max-replace-args': 'x' is not", "-Nx")]
    [InlineData("option '--max-lines': '0' is not", "-L0")]
    [InlineData("option '--max-chars': '0' is not", "-s0")]
    [InlineData("option '--header': '2' is no header", "--header", "2")]
    [InlineData("option '--colsep': '(' is no regular expression", "-C", "(")]
    public void A_wrong_value_about_input_is_named(string error, params string[] words) => A_wrong_word_is_named(error, words);

    [Fact]
    public void Separators_open_sources_that_may_be_linked()
    {
        InputSettings input = Parse("echo", ":::", "a", ":::+", "b", "::::", "x", "-", "::::+", "y").Input;
        input.Sources.Select(source => source.IsLinked).ShouldBe([false, true, false, false, true]);
        input.Sources[2..].ShouldBe([new FileLines("x"), new StandardInputLines(), new FileLines("y") { IsLinked = true }]);
        Parse("--arg-sep", ",,", "echo", ":::", ",,", "a").Command.ShouldBe(["echo", ":::"]);
        Parse("--arg-file-sep", ",,", "echo", "::::", ",,", "a").Input.Sources.ShouldBe([new FileLines("a")]);
    }

    [Theory]
    [InlineData(",", ",")]
    [InlineData("ab", "ab")]
    [InlineData("\\n\\t", "\n\t")]
    [InlineData("\\x2c\\054\\0", ",,\0")]
    [InlineData("\\q\\", "\\q\\")]
    [InlineData("ü", "ü")]
    public void A_delimiter_may_have_escapes(string text, string expected) =>
        System.Text.Encoding.UTF8.GetString([.. Parse("-d", text).Input.Delimiter!.Value]).ShouldBe(expected);

    [Fact]
    public void Words_are_repeated_unless_only_values_are_asked_for()
    {
        Parse("-X").Template.RepeatsWords.ShouldBeTrue();
        Parse("-N2").Template.RepeatsWords.ShouldBeTrue();
        Parse("-L2").Template.RepeatsWords.ShouldBeTrue();
        Parse("-n2").Template.RepeatsWords.ShouldBeFalse();
        Parse("-m", "-N2").Template.RepeatsWords.ShouldBeFalse();
        Parse("-X", "-j3").Input.Groups.ShouldBe(new() { MaxRows = null, Spread = 3 });
        Parse("--xargs", "-s", "1K").Input.Groups.ShouldBe(new() { MaxRows = null, MaxLength = 1024 });
    }

    [Fact]
    public void A_mistyped_option_brings_the_one_that_was_meant() =>
        Should.Throw<UsageException>(() => RunOptions.Parse(["--coers", "1"])).ToLines()
            .ShouldBe("error: unknown option '--coers'\nhint: did you mean '--cores'? 'flyball run --help' lists the options\n");

    [Fact]
    public void An_error_is_two_lines_whatever_the_word_holds() =>
        Should.Throw<UsageException>(() => RunOptions.Parse(["-j", "a\nb\u001b[31m"])).ToLines().Count(character => character == '\n').ShouldBe(2);
}
