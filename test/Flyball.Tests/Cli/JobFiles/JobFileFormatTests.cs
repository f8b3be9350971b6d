using Flyball.Cli.JobFiles;
using Flyball.Cli.JobFiles.Tree;
using Flyball.Jobs;

namespace Flyball.Tests.Cli.JobFiles;

public sealed class JobFileFormatTests
{
    const string Yaml = "resources: {r: 1}\ndefaults: {priority: 3}\njobs:\n- {name: a, command: 'é {x}'}\n- {command: [b, 1.50], after: a}\n";
    const string Json = """{"resources": {"r": 1}, "defaults": {"priority": 3}, "jobs": [{"name": "a", "command": "\u00e9 {x}"}, {"command": ["b", 1.50], "after": "a"}]}""";
    const string JsonLines = """
        {"resources": {"r": 1}}

        {"defaults": {"priority": 3}}
        {"name": "a", "command": "é {x}"}
        {"command": ["b", 1.50], "after": "a"}
        """;

    [Theory]
    [InlineData("jobs.yaml", Yaml)]
    [InlineData("jobs.YML", Yaml)]
    [InlineData("jobs.json", Json)]
    [InlineData("jobs.jsonl", JsonLines)]
    [InlineData("jobs.ndjson", JsonLines)]
    [InlineData("-", Yaml)]
    [InlineData("-", Json)]
    [InlineData("-", "\n \n" + Json + "\n")]
    [InlineData("-", JsonLines)]
    [InlineData("jobs.yaml", Json)]
    [InlineData("-", "\uFEFF" + Yaml)]
    [InlineData("-", "\uFEFF" + JsonLines)]
    [InlineData("jobs", "{resources: {r: 1}, defaults: {priority: 3}, jobs: [{name: a, command: 'é {x}'}, {command: [b, 1.50], after: a}]}")]
    public void All_formats_say_the_same(string name, string text)
    {
        JobFile file = JobText.Read(text, name);
        file.Resources.ShouldBe([new("r", 1, false)]);
        file.Jobs.Select(job => (job.Name, job.Priority)).ShouldBe([("a", 3), ("job-2", 3)]);
        ((CommandText)file.Jobs[0].Steps[0].Command).Text.ShouldBe("é {x}");
        ((CommandWords)file.Jobs[1].Steps[0].Command).Words.ShouldBe(["b", "1.50"]);
        file.Jobs[1].After.ShouldBe([new(0, DependencyCondition.Success)]);
    }

    [Fact]
    public void One_line_with_a_command_is_one_job() => JobText.Read("""{"command": "x"}""", "-").Jobs.Length.ShouldBe(1);

    [Theory]
    [InlineData("jobs.yaml", "jobs:\n  - 'é😀': 1\n    command: x\n    priority: a\n", 4, 15)]
    [InlineData("jobs.yaml", "jobs:\n  - {'é😀': 1, priority: a, command: x}\n", 2, 26)]
    [InlineData("jobs.json", "{\"jobs\":\n  [{\"é😀\": 1, \"priority\": \"a\", \"command\": \"x\"}]}", 2, 27)]
    [InlineData("jobs.jsonl", "{\"command\": \"x\"}\n\r\n{\"é😀\": 1, \"priority\": \"a\", \"command\": \"x\"}\r\n", 3, 24)]
    public void Positions_are_those_of_an_editor(string name, string text, int line, int column) =>
        JobText.Problems(text, name).ShouldContain($"{line}:{column}: 'priority' must be a whole number in {int.MinValue}..{int.MaxValue}, not 'a'");

    [Theory]
    [InlineData("jobs.yaml", "jobs:\n  - command: [a\n  - b\n", "2:14: this is not YAML from here on")]
    [InlineData("jobs.yaml", "jobs:\n\t- command: x\n", "2:1: a tab indents this line")]
    [InlineData("jobs.yaml", "jobs:\n  - name: a\n \tcommand: x\n", "3:2: a tab indents this line")]
    [InlineData("jobs.yaml", "jobs:\n  - name: a\n\t\n\t# b\n\tcommand: x\n", "5:1: a tab indents this line")]
    [InlineData("jobs.yaml", "jobs: &a []", "1:7: the anchor '&a' is not read")]
    [InlineData("jobs.yaml", "jobs:\n- *a", "2:3: the alias '*a' is not read")]
    [InlineData("jobs.yaml", "jobs: !!set {}", "1:7: the tag 'tag:yaml.org,2002:set' is not read")]
    [InlineData("jobs.yaml", "jobs: [{command: x}]\n---\na: b", "2:1: a second document begins here")]
    [InlineData("jobs.yaml", "? [a]\n: b", "1:3: a key must be text")]
    [InlineData("jobs.yaml", "", "1:1: the file is empty")]
    [InlineData("jobs.yaml", "# nothing\n", "1:1: the file is empty")]
    [InlineData("jobs.json", "", "1:1: this is not JSON: ")]
    [InlineData("jobs.json", "{\"jobs\": [\n1,]}", "2:3: this is not JSON: nothing follows the last comma of a list")]
    [InlineData("jobs.json", "{\"jobs\": [],}", "1:13: this is not JSON: nothing follows the last comma of a map")]
    [InlineData("jobs.json", "{\"jobs\": []", "1:12: this is not JSON: a bracket is not closed")]
    [InlineData("jobs.json", "{\"é\": \"\\ud800\"}", "1:7: this text has half of a surrogate pair")]
    [InlineData("jobs.json", "{\"jobs\": [], \"jobs\": []}", "1:14: duplicate key 'jobs'")]
    [InlineData("jobs.jsonl", "", "1:1: there are no jobs")]
    [InlineData("jobs.jsonl", "{\"command\": \"x\"}\n{\"resources\": {}}\n", "2:1: a declaration stands after the first job")]
    [InlineData("jobs.jsonl", "{\"resources\": {}}\n{\"resources\": {}}\n{\"command\": \"x\"}", "2:2: 'resources' is declared twice")]
    [InlineData("jobs.jsonl", "{\"command\": \"x\"}\n{\"command\"\n", "2:11: this is not JSON: ")]
    public void What_cannot_be_read_is_told_with_its_place(string name, string text, string problem) =>
        JobText.Problems(text, name).ShouldContain(line => line.StartsWith(problem, StringComparison.Ordinal));

    [Fact]
    public void A_byte_that_is_not_utf8_is_told_with_its_place() =>
        Should.Throw<JobFileException>(() => JobText.Read([.. "jobs:\n- é"u8, 0xC3, (byte)'x'], "a.yaml")).Message.ShouldBe("a.yaml:2:4: the byte 0xc3 is not UTF-8");

    [Theory]
    [InlineData("jobs.yaml")]
    [InlineData("jobs.json")]
    [InlineData("jobs.jsonl")]
    public void Nesting_has_a_limit(string name) =>
        JobText.Problems(new string('[', 100_000), name).ShouldHaveSingleItem().ShouldBe($"1:{TreeBuilder.MostDepth + 1}: lists and maps nest deeper than 32 levels");

    [Fact]
    public void A_line_that_cannot_be_read_does_not_make_names_unknown() =>
        JobText.Problems("{\"name\": \"a\" \"command\": \"x\"}\n{\"command\": \"x\", \"after\": \"a\", \"priorty\": 1}", "a.jsonl")
            .Select(problem => problem[..4]).ShouldBe(["1:14", "2:32"]);

    [Fact]
    public void A_stream_that_cannot_be_read_is_wrong_usage()
    {
        using var stream = new BrokenStream();
        Should.Throw<Flyball.Cli.CommandLine.UsageException>(() => JobFileReader.Read(stream, "a.yaml")).Message.ShouldBe("a.yaml: cannot be read: broken");
    }

    sealed class BrokenStream : MemoryStream
    {
        public override int Read(Span<byte> buffer) => throw new IOException("broken");
    }
}
