using System.Text.Json;
using Flyball.AcceptanceTests.Infrastructure;
using Flyball.AcceptanceTests.Templates;

namespace Flyball.AcceptanceTests.JobFiles;

/// <summary>Jobs for combinations of values, and what is inserted into their commands.</summary>
public sealed class MatrixTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    Task<ToolResult> Run(string name, string jobs, params string[] words)
    {
        _folder.File(name, jobs);
        return new FlyballTool { Folder = _folder.Path }.RunAsync(["run", "--file", name, "--cores", "0", "--memory", "1M", "-k", .. words]);
    }

    [Fact]
    public async Task There_is_a_job_for_each_combination_that_is_not_excluded_and_for_each_included() =>
        (await Run("jobs.yaml", """
            jobs:
              - name: encode
                command: echo {size} {preset} {name} {#}
                matrix:
                  size: [480, 720]
                  preset: [fast, "007"]
                  exclude: [{ size: 480, preset: fast }]
                  include: [{ size: 1080, preset: 1.50 }]
              - { command: echo done, after: encode }
            """)).ShouldExitWith(0).Lines.ShouldBe(["480 007 encode-480-007 1", "720 fast encode-720-fast 2", "720 007 encode-720-007 3", "1080 1.50 encode-1080-1.50 4", "done"]);

    [Theory]
    [InlineData("""["printf", "%s\\n%s\\0", "{v}", "<{v}>"]""")]
    [InlineData("""["sh", "-c", "printf '%s\\n%s\\0' \"$1\" \"<$1>\"", "sh", "{v}"]""")]
    [InlineData("""["sh", "-c", "printf '%s\\n%s\\0' {v} '<{v}>'"]""")]
    [InlineData(""" "printf '%s\\n%s\\0' {v} \"<{v}>\"" """)]
    [InlineData(""" "{ printf '%s\\n' '{v}'; printf '<%s>\\0' \"$(printf %s {v}; echo .)\"; } | sed -z 's/.>$/>/'" """)]
    [InlineData(""" "set -e\nx={v}\nprintf '%s\\n<%s>\\0' \"$x\" \"$x\"" """)]
    public async Task Values_are_text_whatever_they_hold(string command)
    {
        Requirement.Need("sed");
        string[] hostile = [.. HostileValues.Some(command).Distinct()];
        string values = JsonSerializer.Serialize(hostile);
        ToolResult result = await Run("jobs.json", $$$"""{"jobs": [{"name": "try", "command": {{{command}}}, "matrix": {"v": {{{values}}}}}]}""");
        result.ShouldExitWith(0).Output.Split('\0').ShouldBe([.. hostile.Select(value => $"{value}\n<{value}>"), ""]);
        File.Exists(_folder.File(HostileValues.Harm)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_known_of_a_job_is_inserted_and_other_braces_are_text()
    {
        ToolResult result = await Run("jobs.yaml", """
            jobs:
              - name: it's $HOME
                command: echo {name} {#} {%} {cores} {memory} {} {.} {1} {other} a{b,c} '{= $_ =}'
                request: { cores: 2, memory: 3M }
              - command: find . -name 'jobs.*' -exec echo found {} \;
              - command: [echo, "{}", "{name}", "{/.}", "{1}", "$(date)"]
            """, "-j", "1");
        result.ShouldExitWith(0).Lines.ShouldBe(["it's $HOME 1 1 2 3 {} {.} {1} {other} a{b,c} {= $_ =}", "found ./jobs.yaml", "{} job-3 {/.} {1} $(date)"]);
    }

    public void Dispose() => _folder.Dispose();
}
