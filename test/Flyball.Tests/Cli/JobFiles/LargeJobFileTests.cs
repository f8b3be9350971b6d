using System.Diagnostics;
using System.Text;
using Flyball.Cli.JobFiles;

namespace Flyball.Tests.Cli.JobFiles;

/// <summary>Time grows with the size of the file, also of a wrong one. The bounds are far above what it takes; what grows with the square of the size is far above them.</summary>
public sealed class LargeJobFileTests
{
    const int Many = 100_000;

    [Fact]
    public void A_chain_of_a_hundred_thousand_jobs_is_put_in_order()
    {
        JobFile file = Soon(() => JobText.Read(Lines(job => $$"""{"name": "j{{job}}", "command": "x"{{(job < Many - 1 ? $", \"after\": \"j{job + 1}\"" : "")}}}"""), "a.jsonl"));
        file.Order.ShouldBe(Enumerable.Range(0, Many).Reverse());
    }

    [Fact]
    public void A_circle_of_a_hundred_thousand_jobs_is_told_in_one_line() =>
        Soon(() => JobText.Problems(Lines(job => $$"""{"name": "j{{job}}", "command": "x", "after": "j{{(job + 1) % Many}}"}"""), "a.jsonl"))
            .ShouldBe(["1:41: these jobs wait for each other: j0 → j1 → j2 → j3 → … 99993 more … → j99997 → j99998 → j99999 → j0"]);

    [Fact]
    public void A_hundred_thousand_unknown_names_are_told_soon() =>
        Soon(() => JobText.Problems(Lines(job => $$"""{"name": "j{{job}}", "command": "x", "after": "unknown-{{job}}"}"""), "a.jsonl")).Count().ShouldBe(21);

    [Fact]
    public void A_hundred_thousand_jobs_in_yaml_are_read() =>
        Soon(() => JobText.Read("jobs:\n" + Lines(job => $"- name: j{job}\n  command: echo {job}\n  after: [{(job > 1 ? $"j{job - 1}, j{job / 2}" : "")}]"))).Jobs.Length.ShouldBe(Many);

    [Fact]
    public void A_text_of_many_braces_is_filled_in_soon() =>
        Soon(() => JobText.Read($"jobs: [{{command: x, matrix: {{v: [1]}}, directory: '{new string('{', 1_000_000)}{{v}}'}}]")).Jobs[0].Steps[0].Settings.Directory.ShouldEndWith("{1");

    [Fact]
    public void A_million_combinations_are_made()
    {
        string values = string.Join(", ", Enumerable.Range(0, 1000));
        Soon(() => JobText.Read($"jobs: [{{command: x, matrix: {{a: [{values}], b: [{values}], exclude: [{{a: 5}}]}}}}]")).Jobs.Length.ShouldBe(999_000);
    }

    static string Lines(Func<int, string> line)
    {
        var text = new StringBuilder();
        for (int job = 0; job < Many; job++) text.Append(line(job)).Append('\n');
        return text.ToString();
    }

    static T Soon<T>(Func<T> read)
    {
        var watch = Stopwatch.StartNew();
        T result = read();
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        return result;
    }
}
