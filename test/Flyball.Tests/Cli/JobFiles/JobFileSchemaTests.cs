using System.Runtime.CompilerServices;
using System.Text.Json;
using Flyball.Cli.JobFiles;

namespace Flyball.Tests.Cli.JobFiles;

/// <summary>The schema that editors use says what the reader does, as far as a schema can.</summary>
public sealed class JobFileSchemaTests
{
    static readonly JsonElement s_schema = JsonDocument.Parse(File.ReadAllBytes(Repository("schema/jobs.schema.json"))).RootElement;

    public static TheoryData<string, string[]> Levels => new()
    {
        { "properties", [.. Keys.File] },
        { "properties/resources/additionalProperties/anyOf/1/properties", [.. Keys.Resource] },
        { "properties/defaults/properties", [.. Keys.ForDefaults] },
        { "$defs/job/properties", [.. Keys.Job] },
        { "$defs/step/properties", [.. Keys.Step] },
        { "$defs/request/properties", [.. Keys.ForRequest] },
        { "$defs/job/properties/matrix/properties", [.. Keys.ForMatrix] },
        { "$defs/job/properties/retries/anyOf/1/properties", [.. Keys.ForRetries] },
        { "properties/defaults/properties/retries/anyOf/1/properties", [.. Keys.ForRetries] },
    };

    [Theory]
    [MemberData(nameof(Levels))]
    public void The_keys_of_each_level_are_those_that_the_reader_knows(string path, string[] keys) =>
        At(path).EnumerateObject().Select(property => property.Name).Order().ShouldBe(keys.Order());

    [Theory]
    [MemberData(nameof(Levels))]
    public void Each_key_has_a_description(string path, string[] keys)
    {
        foreach (string key in keys) At(path).GetProperty(key).GetProperty("description").GetString().ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData(true, """{"jobs": [{"command": "x"}]}""")]
    [InlineData(true, """{"jobs": [{"command": ["x", 1, true], "name": 7, "after": [], "group": [], "environment": {"A": null, "B": 1}}]}""")]
    [InlineData(true, """{"jobs": [{"steps": [{"command": "a", "timeout": "10m"}, {"command": ["b"], "directory": "c"}], "priority": -5}]}""")]
    [InlineData(true, """{"resources": {"r": 2, "gpu": {"count": 1, "indexed": false}}, "groups": {"g": 1}, "jobs": [{"command": "x", "request": {"r": 2, "cores": 0.5, "memory": "1.5G + 512MiB", "duration": 90}, "group": "g"}]}""")]
    [InlineData(true, """{"jobs": [{"command": "x", "timeout": "300%", "retries": 3}, {"command": "x", "timeout": 5, "retries": {"attempts": 2, "delay": "1s..5m"}}]}""")]
    [InlineData(true, """{"jobs": [{"command": "x", "name": "a"}, {"command": "x", "after": "a"}, {"command": "x", "after": {"a": "any"}}]}""")]
    [InlineData(true, """{"jobs": [{"command": "x", "matrix": {"v": [1, "a"], "include": [{"v": 2}], "exclude": [{"v": "a"}]}}]}""")]
    [InlineData(true, """{"defaults": {"priority": 1, "environment": {"A": "b"}, "directory": "d", "timeout": "1h", "retries": 2, "request": {"memory": 1024}}, "jobs": [{"command": "x"}]}""")]
    [InlineData(true, """{"defaults": {"retryable": false}, "jobs": [{"command": "x", "retryable": "yes"}, {"command": "x", "retryable": "no"}, {"command": "x", "retryable": true}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "retryable": "never"}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "retryable": 0}]}""")]
    [InlineData(true, """{"defaults": {"memory-limit": 1048576}, "jobs": [{"steps": [{"command": "x", "cpu-limit": 0.5}], "memory-limit": "1G", "cpu-limit": 2}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "request": {"memory": 300}}]}""")]
    [InlineData(true, """{"jobs": [{"command": "x", "request": {"memory": 0}}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "memory-limit": 0}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "memory-limit": 300}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "cpu-limit": 0}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "cpu-limit": "1"}]}""")]
    [InlineData(false, "[]")]
    [InlineData(false, "{}")]
    [InlineData(false, """{"jobs": []}""")]
    [InlineData(false, """{"jobs": {}}""")]
    [InlineData(false, """{"jobs": ["x"]}""")]
    [InlineData(false, """{"jobs": [{"comand": "x"}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "extra": 1}]}""")]
    [InlineData(false, """{"jobs": [{"name": "a"}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "steps": [{"command": "y"}]}]}""")]
    [InlineData(false, """{"jobs": [{"command": ""}]}""")]
    [InlineData(false, """{"jobs": [{"command": []}]}""")]
    [InlineData(false, """{"jobs": [{"command": [null]}]}""")]
    [InlineData(false, """{"jobs": [{"command": null}]}""")]
    [InlineData(false, """{"jobs": [{"steps": []}]}""")]
    [InlineData(false, """{"jobs": [{"steps": [{"command": "x", "name": "a"}]}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "name": ""}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "name": null}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "priority": 1.5}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "priority": "1"}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "priority": 3000000000}]}""")]
    [InlineData(true, """{"jobs": [{"command": "x", "retries": 0}, {"command": "x", "retries": {"attempts": 0}}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "retries": -1}]}""")]
    [InlineData(true, """{"defaults": {"retries": {"attempts": 3}}, "jobs": [{"command": "x", "retries": {"delay": "1s"}}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "retries": {"attempts": 2, "delay": "soon"}}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "timeout": "soon"}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "timeout": 0}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "timeout": ""}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "directory": ""}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "environment": {"A": []}}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "after": {"a": "later"}}, {"command": "x", "name": "a"}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "after":  null}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "group": {}}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "matrix": {}}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "matrix": {"v": []}}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "matrix": {"v": "a"}}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "matrix": {"v": [null]}}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "matrix": {"v": ["a", "a"]}}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "matrix": {"v": ["a"], "exclude": {"v": "a"}}}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "matrix": {"v": ["a", "b"], "exclude": [{}]}}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "request": {"cores": -1}}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "request": {"cores": "1"}}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "request": {"memory": "lots"}}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "request": {"duration": "1 h"}}]}""")]
    [InlineData(false, """{"resources": {"r": 2}, "jobs": [{"command": "x", "request": {"r": 0}}]}""")]
    [InlineData(false, """{"resources": {"r": 2}, "jobs": [{"command": "x", "request": {"r": 1.5}}]}""")]
    [InlineData(false, """{"resources": {"r": 0}, "jobs": [{"command": "x"}]}""")]
    [InlineData(false, """{"resources": {"r": {"indexed": true}}, "jobs": [{"command": "x"}]}""")]
    [InlineData(false, """{"resources": {"r": {"count": 1, "indexed": "true"}}, "jobs": [{"command": "x"}]}""")]
    [InlineData(false, """{"resources": {"cores": 1}, "jobs": [{"command": "x"}]}""")]
    [InlineData(false, """{"resources": {"": 1}, "jobs": [{"command": "x"}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "environment": {"A=B": "c"}}]}""")]
    [InlineData(false, """{"jobs": [{"command": "x", "matrix": {"1v": ["a"]}}]}""")]
    [InlineData(false, """{"groups": {"g": -1}, "jobs": [{"command": "x"}]}""")]
    [InlineData(false, """{"defaults": {"command": "y"}, "jobs": [{"command": "x"}]}""")]
    public void The_schema_and_the_reader_agree(bool isValid, string file)
    {
        using JsonDocument document = JsonDocument.Parse(file);
        new SchemaCheck(s_schema).Allows(document.RootElement).ShouldBe(isValid);
        if (isValid) JobText.Read(file, "a.json").Jobs.ShouldNotBeEmpty();
        else JobText.Problems(file, "a.json").ShouldNotBeEmpty();
    }

    static JsonElement At(string path)
    {
        JsonElement found = s_schema;
        foreach (string part in path.Split('/')) found = found.ValueKind == JsonValueKind.Array ? found[int.Parse(part)] : found.GetProperty(part);
        return found;
    }

    static string Repository(string path, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../../../..", path);
}
