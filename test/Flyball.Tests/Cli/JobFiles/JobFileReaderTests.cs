using Flyball.Cli.CommandLine;
using Flyball.Cli.JobFiles;
using Flyball.Cli.JobFiles.Tree;
using Flyball.Jobs;

namespace Flyball.Tests.Cli.JobFiles;

public sealed class JobFileReaderTests
{
    const string Whole = """
        resources:
          licence: 2
          gpu: { count: 2, indexed: true }
          disk:/dev/sda: 2
        groups:
          encode: 2
        defaults:
          retries: { attempts: 2, delay: 1s..5m }
          environment: { LANG: C, A: a }
          request: { memory: 1M, licence: 2 }
          timeout: 300%
        jobs:
          - name: fetch
            command: curl -O "http://host/{size}"
          - name: encode
            command: [ffmpeg, -i, in.mkv, "out-{size}-{preset}.mkv"]
            matrix:
              size: [480, 720]
              preset: [fast, slow]
              include: [{ preset: slow, size: 1080 }]
              exclude: [{ size: 480, preset: fast }]
            after: fetch
            request: { cores: 2, memory: 1G, duration: 10m, gpu: 1, licence: 1 }
            priority: -5
            environment: { A: "{size}", B: null, C: "{other}" }
            directory: out/{preset}
            timeout: 1h
            retries: 3
            group: encode
          - steps:
              - command: make
              - { command: make test, request: { cores: 2 }, timeout: 10m, environment: { LANG: null } }
            after: { encode-1080-slow: any, fetch: failure }
            directory: src
            request: { cores: 1 }
        """;

    [Fact]
    public void Declarations_are_read()
    {
        JobFile file = JobText.Read(Whole);
        file.Resources.ShouldBe([new("licence", 2, false), new("gpu", 2, true), new("disk:/dev/sda", 2, false)]);
        file.Groups.ShouldBe([new("encode", 2)]);
    }

    [Fact]
    public void A_job_says_what_it_says_and_else_what_the_defaults_say()
    {
        JobSpecification fetch = JobText.Read(Whole).Jobs[0];
        (fetch.Name, fetch.BaseName, fetch.Position, fetch.Priority, fetch.Retries).ShouldBe(
            ("fetch", "fetch", new Position(13, 5), 0, new RetryDelay(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)).RuleFor(2)));
        StepSpecification step = fetch.Steps.ShouldHaveSingleItem();
        step.Command.ShouldBe(new CommandText("curl -O \"http://host/{size}\"", new(14, 14)));
        step.Settings.Request.ShouldBe(new ResourceRequest(Memory: ByteSize.MiB(1)));
        step.Settings.Amounts.ShouldBe([new("licence", 2)]);
        step.Settings.Environment.OrderBy(pair => pair.Key).ShouldBe([new("A", "a"), new("LANG", "C")]);
        step.Settings.TimeLimit.ShouldBe(TimeLimit.OfMedian(3));
        step.Settings.Directory.ShouldBeNull();
    }

    [Theory]
    [InlineData("{ attempts: 3 }", "{ delay: 1s }")]
    [InlineData("{ delay: 1s }", "{ attempts: 3 }")]
    [InlineData("{ delay: 1s }", "3")]
    public void Retries_fall_back_to_the_defaults_key_by_key(string defaults, string own) =>
        JobText.Read($"{{ defaults: {{ retries: {defaults} }}, jobs: [{{ command: x, retries: {own} }}] }}").Jobs[0].Retries.ShouldBe(new RetryRule(3, TimeSpan.FromSeconds(1)));

    [Fact]
    public void Each_combination_of_a_matrix_is_a_job()
    {
        JobFile file = JobText.Read(Whole);
        file.Jobs.Select(job => job.Name).ShouldBe(["fetch", "encode-480-slow", "encode-720-fast", "encode-720-slow", "encode-1080-slow", "job-3"]);
        JobSpecification last = file.Jobs[4];
        last.BaseName.ShouldBe("encode");
        last.Variables.ShouldBe([new("size", "1080"), new("preset", "slow")]);
        last.Retries.ShouldBe(new RetryDelay(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)).RuleFor(3));
        last.Priority.ShouldBe(-5);
        last.Groups.ShouldBe(["encode"]);
        last.After.ShouldBe([new(0, DependencyCondition.Success)]);
        StepSpecification step = last.Steps.ShouldHaveSingleItem();
        ((CommandWords)step.Command).Words.ShouldBe(["ffmpeg", "-i", "in.mkv", "out-{size}-{preset}.mkv"]);
        step.Settings.Request.ShouldBe(new ResourceRequest(2, ByteSize.GiB(1), TimeSpan.FromMinutes(10)));
        step.Settings.Amounts.OrderBy(pair => pair.Key).ShouldBe([new("gpu", 1), new("licence", 1)]);
        step.Settings.Directory.ShouldBe("out/slow");
        step.Settings.Environment.OrderBy(pair => pair.Key).ShouldBe([new("A", "1080"), new("B", null), new("C", "{other}"), new("LANG", "C")]);
        step.Settings.TimeLimit.ShouldBe(TimeLimit.After(TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Steps_take_what_they_do_not_say_from_their_job()
    {
        JobSpecification job = JobText.Read(Whole).Jobs[^1];
        job.After.ShouldBe([new(4, DependencyCondition.AnyEnd), new(0, DependencyCondition.Failure)]);
        job.Steps.Select(step => step.Settings.Request.Cores).ShouldBe([1, 2]);
        job.Steps.Select(step => step.Settings.Directory).ShouldBe(["src", "src"]);
        job.Steps.Select(step => step.Settings.TimeLimit).ShouldBe([TimeLimit.OfMedian(3), TimeLimit.After(TimeSpan.FromMinutes(10))]);
        job.Steps.Select(step => step.Settings.Environment["LANG"]).ShouldBe(["C", null]);
    }

    [Fact]
    public void The_order_has_each_job_behind_those_that_it_waits_for()
    {
        JobFile file = JobText.Read("""
            jobs:
              - { name: d, command: x, after: [c, b, c] }
              - { name: c, command: x, after: a }
              - { name: b, command: x }
              - { name: a, command: x }
            """);
        file.Order.ShouldBe([2, 3, 1, 0]);
        file.Jobs[0].After.Select(dependency => dependency.Job).ShouldBe([1, 2]);
    }

    [Fact]
    public void Values_are_kept_as_they_are_written()
    {
        JobFile file = JobText.Read("jobs: [{command: [007, 1.50, true, 0x1F, 'null', '~', \"a\\nb\", 1e400, 12345678901234567890], environment: {X: 1.0, Y: yes}, matrix: {v: [007, 1.50, true, no, '']}}]");
        ((CommandWords)file.Jobs[0].Steps[0].Command).Words.ShouldBe(["007", "1.50", "true", "0x1F", "null", "~", "a\nb", "1e400", "12345678901234567890"]);
        file.Jobs.Select(job => job.Variables[0].Value).ShouldBe(["007", "1.50", "true", "no", ""]);
        file.Jobs[0].Steps[0].Settings.Environment["X"].ShouldBe("1.0");
        file.Jobs[0].Steps[0].Settings.Environment["Y"].ShouldBe("yes");
    }

    [Fact]
    public void Placeholders_are_filled_in_in_the_name_and_in_after()
    {
        JobFile file = JobText.Read("""
            jobs:
              - { name: "get-{size}", command: x, matrix: { size: [1, 2] } }
              - { name: "put-{size}-{nothing}", command: x, matrix: { size: [1, 2], "{size}": ["{size}"] }, after: "get-{size}" }
              - { name: all, command: x, after: "get-{size}" }
            """.Replace("\"{size}\": [\"{size}\"]", "other: [\"{size}\"]", StringComparison.Ordinal));
        file.Jobs.Select(job => job.Name).ShouldBe(["get-1", "get-2", "put-1-{nothing}", "put-2-{nothing}", "all"]);
        file.Jobs[2].After.ShouldBe([new(0, DependencyCondition.Success)]);
        file.Jobs[3].After.ShouldBe([new(1, DependencyCondition.Success)]);
        file.Jobs[4].After.ShouldBe([new(0, DependencyCondition.Success), new(1, DependencyCondition.Success)]);
    }

    [Fact]
    public void Combinations_alone_are_a_table()
    {
        JobFile file = JobText.Read("jobs: [{name: t, command: x, matrix: {include: [{from: a, to: b}, {to: d, from: c}]}}]");
        file.Jobs.Select(job => job.Name).ShouldBe(["t-a-b", "t-c-d"]);
    }

    [Theory]
    [InlineData("gpu: 2", true)]
    [InlineData("gpu: { count: 2, indexed: false }", false)]
    [InlineData("gpus: 2", false)]
    [InlineData("slot: { count: 2, indexed: true }", true)]
    public void A_resource_called_gpu_is_indexed_unless_it_says_otherwise(string resource, bool indexed) =>
        JobText.Read($"resources: {{ {resource} }}\njobs: [command: x]").Resources[0].Indexed.ShouldBe(indexed);

    [Fact]
    public void Combinations_that_wait_for_the_same_share_it()
    {
        JobFile file = JobText.Read("jobs: [{name: a, command: x, matrix: {v: [1, 2, 3]}}, {name: b, command: x, matrix: {w: [1, 2]}, after: a}]");
        file.Jobs[3].After.Length.ShouldBe(3);
        file.Jobs[3].After.ShouldBe(file.Jobs[4].After);
        (file.Jobs[3].After == file.Jobs[4].After).ShouldBeTrue();
    }
}
