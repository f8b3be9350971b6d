using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Flyball.Admission;
using Flyball.Cli.Input;
using Flyball.Cli.Output;
using Flyball.Jobs;
using Microsoft.Extensions.Time.Testing;

namespace Flyball.Tests.Cli.Output;

public sealed class EventLinesTests
{
    static readonly DateTimeOffset s_begun = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);
    static readonly Job s_job = Job.Process("gzip", "-9", "caf\uDCE9") with { Tag = new JobArguments(7, ["caf\uDCE9"]) };
    static readonly Reason s_short = new(Gate.MemoryShort, 0, 300, 200);
    static readonly Reason s_cpu = new(Gate.Cpu, 1.9, 0.75, 2);

    /// <summary>An event of each type, with all that it can tell.</summary>
    static readonly JobEvent[] s_all =
    [
        new JobQueued(new(3), s_job, s_begun.AddMilliseconds(1500.4), Sequence: new(2)),
        new JobHeld(new(3), s_job, s_begun, s_cpu) { Remedies = [new(RemedyKind.JobsEnd, 1)] },
        new JobStarted(new(3), s_job, s_begun, s_cpu, new() { Cores = CoreAmount.One, Memory = new(1000) }),
        new JobRetrying(new(3), s_job, s_begun, new(JobStatus.Failed, 1, 15, "no luck", new(TimeSpan.FromSeconds(1.5))), s_begun, Attempt: 2, TimeSpan.FromSeconds(0.5)) { Because = s_short },
        new JobSuspended(new(3), s_job, s_begun, s_short),
        new JobResumed(new(3), s_job, s_begun, s_short),
        new JobEnded(new(3), s_job, s_begun, new(JobStatus.TimedOut, 1, 15, "too long", new(TimeSpan.FromSeconds(1.5), TimeSpan.Zero, TimeSpan.Zero, new(5), 6, 7, 8)), s_begun),
    ];

    [Fact]
    public void Times_are_iso_8601_with_milliseconds_and_commands_valid_text()
    {
        Lines(s_all[0]).ShouldBe("""
            {"event":"queued","at":"2026-11-24T10:00:01.500Z","elapsed":0,"id":3,"seq":7,"command":"gzip -9 caf\uFFFD","sequence":2}

            """.ReplaceLineEndings("\n").Replace(@"\uFFFD", "\uFFFD", StringComparison.Ordinal));
    }

    [Fact]
    public void What_has_elapsed_is_right_when_the_clock_was_set_back()
    {
        var clock = new FakeTimeProvider(s_begun);
        using var lines = new EventLines(clock);
        clock.Advance(TimeSpan.FromMilliseconds(1500.4));
        lines.Add(new JobResumed(new(3), s_job, s_begun.AddYears(-30), null));
        Encoding.UTF8.GetString(lines.All).ShouldContain("\"at\":\"1996-11-24T10:00:00.000Z\",\"elapsed\":1.500,");
    }

    [Fact]
    public void What_is_not_known_is_absent() =>
        Lines(new JobEnded(new(1), Job.Process("x"), s_begun, new(JobStatus.Cancelled), null)).ShouldBe("{\"event\":\"ended\",\"at\":\"2026-11-24T10:00:00.000Z\",\"elapsed\":0,\"id\":1,\"command\":\"x\",\"status\":\"cancelled\"}\n");

    [Fact]
    public void Numbers_of_a_gate_are_told_where_their_unit_is_known()
    {
        Lines(new JobHeld(new(1), s_job, s_begun, s_cpu)).ShouldContain("\"gate\":\"cpu\",\"used\":1.9,\"needed\":0.75,\"limit\":2,\"unit\":\"cores\"");
        Lines(new JobHeld(new(1), s_job, s_begun, s_cpu with { Gate = Gate.Progress })).ShouldContain("\"gate\":\"progress\",\"since\":");
    }

    [Fact]
    public void Every_type_of_event_is_tried_here() =>
        s_all.Select(happened => happened.GetType()).ShouldBe(typeof(JobEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(JobEvent))), ignoreOrder: true);

    [Fact]
    public void Every_event_field_and_name_is_documented()
    {
        string page = File.ReadAllText(DocumentationPath());
        foreach (JobEvent happened in s_all)
        {
            JsonElement line = JsonDocument.Parse(Lines(happened)).RootElement;
            string name = line.GetProperty("event").GetString()!;
            string section = page[page.IndexOf($"## `{name}`", StringComparison.Ordinal)..].Split("\n## ")[0];
            string common = page[..page.IndexOf("## `queued`", StringComparison.Ordinal)];
            foreach (JsonProperty field in line.EnumerateObject()) (common + section).ShouldContain($"`{field.Name}`", customMessage: $"a field of '{name}'");
            JsonDocument.Parse(section.Split("```json\n")[1].Split('\n')[0]).RootElement.EnumerateObject().Select(field => field.Name).ShouldBeSubsetOf(line.EnumerateObject().Select(field => field.Name));
        }

        foreach (string name in Enum.GetNames<Gate>().Concat(Enum.GetNames<JobStatus>())) page.ShouldContain($"`{JsonNamingPolicy.CamelCase.ConvertName(name)}`");
    }

    static string Lines(JobEvent happened)
    {
        using var lines = new EventLines(new FakeTimeProvider(s_begun));
        lines.Add(happened);
        return Encoding.UTF8.GetString(lines.All);
    }

    static string DocumentationPath([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "../../../../docs/events.md");
}
