using System.Text.Json;
using Flyball.Admission;

namespace Flyball.Cli.Output;

/// <summary>Reasons and remedies as fields of an object of JSON. docs/events.md says what is in them.</summary>
static class ReasonFields
{
    /// <summary>The numbers are told where their unit is known: a job that starts for want of others has those of whatever gate would have held it.</summary>
    public static void Write(Utf8JsonWriter json, in Reason reason)
    {
        json.WriteString("gate", EnumWords<Gate>.Of(reason.Gate));
        if (UnitOf(reason.Gate) is not { } unit) return;
        json.WriteNumber("used", reason.Used);
        json.WriteNumber("needed", reason.Needed);
        json.WriteNumber("limit", reason.Limit);
        json.WriteString("unit", unit);
        if (reason.Resource is { } resource) json.WriteString("resource", JsonText.Of(resource));
    }

    /// <summary>What would let the job start.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Remedy> remedies)
    {
        json.WriteStartArray("remedies");
        foreach (Remedy remedy in remedies)
        {
            json.WriteStartObject();
            json.WriteString("kind", EnumWords<RemedyKind>.Of(remedy.Kind));
            json.WriteNumber("amount", remedy.Amount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static string? UnitOf(Gate gate) => gate switch
    {
        Gate.Cap or Gate.Trial or Gate.Yield => "jobs",
        Gate.Cpu or Gate.ReservedCpu => "cores",
        Gate.Memory or Gate.ReservedMemory or Gate.AvailableMemory or Gate.MemoryShort or Gate.Alone => "bytes",
        Gate.MachineLoad => "tasks",
        Gate.Resource => "units",
        Gate.LeastBusyCore => "share",
        Gate.Pace or Gate.PersonActive => "seconds",
        _ => null,
    };
}
