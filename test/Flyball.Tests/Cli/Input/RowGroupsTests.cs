using System.Collections.Immutable;
using CsCheck;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Cli.Templates;

namespace Flyball.Tests.Cli.Input;

public sealed class RowGroupsTests
{
    static JobArguments[] Group(GroupSettings settings, string template, ReplacementRules rules, params IEnumerable<string> values) =>
        [.. new RowGroups(settings, CommandTemplate.Parse([template], rules with { HasSeveralValues = true }, Shell.Default), []).Of(values.Select(value => ImmutableArray.Create(value)))];

    static string Sizes(GroupSettings settings, int count) =>
        string.Join(' ', Group(settings, "echo", ReplacementRules.Default, Enumerable.Range(1, count).Select(number => $"{number}")).Select(job => job.Values.Length));

    [Theory]
    [InlineData(3, 10, "4 4 2")]
    [InlineData(3, 7, "3 3 1")]
    [InlineData(4, 3, "1 1 1")]
    [InlineData(1, 10, "10")]
    [InlineData(2, 0, "")]
    public void What_is_left_at_the_end_is_spread_over_the_slots(int slots, int count, string expected) => Sizes(new() { MaxRows = null, Spread = slots }, count).ShouldBe(expected);

    [Fact]
    public void A_number_of_rows_makes_a_job()
    {
        Sizes(new() { MaxRows = 3 }, 10).ShouldBe("3 3 3 1");
        Sizes(new() { MaxRows = 3, Spread = 3 }, 11).ShouldBe("3 3 3 1 1");
        Sizes(new() { MaxRows = 0 }, 2).ShouldBe("0 0");
    }

    [Theory]
    [InlineData(15, "2")]
    [InlineData(14, "1 1")]
    public void A_line_is_shorter_than_its_limit(int limit, string expected) =>
        string.Join(' ', Group(new() { MaxRows = null, MaxLength = limit }, "echo", ReplacementRules.Default, "aaaa", "bbbb").Select(job => job.Values.Length)).ShouldBe(expected);

    [Fact]
    public void A_value_that_does_not_fit_alone_is_an_error() =>
        Should.Throw<UsageException>(() => Group(new() { MaxRows = null, MaxLength = 10 }, "echo", ReplacementRules.Default, "a", "a long value", "b")).Message
            .ShouldBe("the command line of job 2 is too long: 19 bytes, and it must be shorter than 10");

    [Fact]
    public void A_job_is_there_as_soon_as_its_rows_are()
    {
        RowGroups groups = new(new() { MaxRows = 2 }, CommandTemplate.Parse(["echo"], ReplacementRules.Default, Shell.Default), []);
        groups.Of(EndlessRows()).Take(2).Select(job => job.Values.Length).ShouldBe([2, 2]);

        static IEnumerable<ImmutableArray<string>> EndlessRows()
        {
            for (int i = 0; i < 4; i++) yield return ["x"];
            throw new InvalidOperationException("nobody may read this far");
        }
    }

    [Fact]
    public void No_line_is_too_long_and_no_value_is_lost()
    {
        Gen<string> value = Gen.String[Gen.OneOf(Gen.Char["abc '\"$\\ü"]), 0, 12];
        Gen<string> template = Gen.OneOf("echo", "echo x{}y", "echo {1} {-1} {}", "echo '{}' x{.}{}", "sh -c 'echo {} x{}'", "echo \"{}\"", "echo {2}{}");
        Gen.Select(value.Array[0, 60], template, Gen.Int[60, 300], Gen.Int[0, 12], Gen.Bool, Gen.Int[1, 4]).Sample((values, text, limit, most, repeats, spread) =>
        {
            ReplacementRules rules = ReplacementRules.Default with { RepeatsWords = repeats, HasSeveralValues = true };
            CommandTemplate command = CommandTemplate.Parse([text], rules, Shell.Default);
            if (values.Any(one => command.LengthOf(new(1, [one])) >= limit)) return;
            JobArguments[] jobs = Group(new() { MaxRows = most == 0 ? null : most, MaxLength = limit, Spread = spread }, text, rules, values);
            jobs.ShouldAllBe(job => command.LengthOf(job) < limit && job.Values.Length >= 1 && (most == 0 || job.Values.Length <= most));
            jobs.SelectMany(job => job.Values).ShouldBe(values);
            jobs.Select(job => job.Number).ShouldBe(Enumerable.Range(1, jobs.Length).Select(number => (long)number));
        }, iter: 2000, seed: "0000000000001");
    }
}
