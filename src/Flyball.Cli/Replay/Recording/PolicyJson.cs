using System.Text.Json;
using Flyball.Admission;
using Flyball.Cli.Output;
using Flyball.Load;

namespace Flyball.Cli.Replay.Recording;

/// <summary>A policy as fields of a JSON object.</summary>
static class PolicyJson
{
    const string Governor = "governor", Plain = "plain";

    public static void Write(Utf8JsonWriter json, AdmissionPolicy policy)
    {
        json.WriteString("rule", policy is PlainPolicy ? Plain : Governor);
        if (policy.MaxRunning is { } most) json.WriteNumber("maxRunning", most);
        Time(json, "startInterval", policy.StartInterval);
        if (policy.MaxLoad is { } load) json.WriteNumber("maxLoad", load);
        if (policy.MinAvailableMemory is { } least) json.WriteNumber("minAvailableMemory", least.Bytes);
        switch (policy)
        {
            case GovernorPolicy governor:
                if (governor.CpuTarget is { } target) json.WriteNumber("cpuTarget", target);
                if (governor.MemoryReserve is { } reserve) json.WriteNumber("memoryReserve", reserve.Bytes);
                if (!governor.CountsOthers) json.WriteBoolean("countsOthers", false);
                json.WriteStartObject("aggressiveness");
                Write(json, governor.Aggressiveness);
                json.WriteEndObject();
                break;
            case PlainPolicy plain:
                json.WriteNumber("cpuThreshold", plain.CpuThreshold);
                json.WriteNumber("memoryThreshold", plain.MemoryThreshold);
                Time(json, "poll", plain.Poll);
                json.WriteNumber("escalationPerSecond", plain.EscalationPerSecond);
                break;
        }
    }

    /// <exception cref="FormatException">A field is wrong.</exception>
    public static AdmissionPolicy Read(in JsonFields fields)
    {
        AdmissionPolicy policy = fields.Text("rule") switch
        {
            Governor => new GovernorPolicy
            {
                CpuTarget = fields.Number("cpuTarget", maximum: 10),
                MemoryReserve = fields.Size("memoryReserve"),
                CountsOthers = fields.Flag("countsOthers") ?? true,
                Aggressiveness = Level(fields.Object("aggressiveness") ?? throw JsonFields.Missing("aggressiveness")),
            },
            Plain => new PlainPolicy
            {
                CpuThreshold = fields.Required("cpuThreshold"),
                MemoryThreshold = fields.Required("memoryThreshold", maximum: 1),
                Poll = fields.Moment("poll") is { Ticks: > 0 } poll ? poll : throw JsonFields.Missing("poll"),
                EscalationPerSecond = fields.Required("escalationPerSecond"),
            },
            _ => throw new FormatException($"The field rule is neither '{Governor}' nor '{Plain}'."),
        };
        return policy with
        {
            MaxRunning = fields.Integer("maxRunning", 1),
            StartInterval = fields.Moment("startInterval") ?? TimeSpan.Zero,
            MaxLoad = fields.Number("maxLoad"),
            MinAvailableMemory = fields.Size("minAvailableMemory"),
        };
    }

    static void Write(Utf8JsonWriter json, Aggressiveness level)
    {
        json.WriteString("name", JsonText.Of(level.Name));
        json.WriteNumber("cpuTarget", level.CpuTarget);
        json.WriteNumber("cpuTargetEscalated", level.CpuTargetEscalated);
        json.WriteNumber("memoryReserve", level.MemoryReserve);
        Time(json, "grace", level.Grace);
        Time(json, "progressAfter", level.ProgressAfter);
        Time(json, "ramp", level.Ramp);
        json.WriteNumber("nice", level.Nice);
        if (level.QuietTime is { } quiet) json.WriteNumber("quietTime", LoadTrace.Seconds(quiet));
    }

    static Aggressiveness Level(in JsonFields fields) => new()
    {
        Name = fields.Text("name") ?? "",
        CpuTarget = fields.Required("cpuTarget", maximum: 10),
        CpuTargetEscalated = fields.Required("cpuTargetEscalated", maximum: 10),
        MemoryReserve = fields.Required("memoryReserve", maximum: 1),
        Grace = fields.Moment("grace") ?? TimeSpan.Zero,
        ProgressAfter = fields.Moment("progressAfter") ?? TimeSpan.Zero,
        Ramp = fields.Moment("ramp") ?? TimeSpan.Zero,
        Nice = fields.Integer("nice", 0, 19) ?? 0,
        QuietTime = fields.Moment("quietTime"),
    };

    static void Time(Utf8JsonWriter json, string name, TimeSpan time)
    {
        if (time > TimeSpan.Zero) json.WriteNumber(name, LoadTrace.Seconds(time));
    }
}
