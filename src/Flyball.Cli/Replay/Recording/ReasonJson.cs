using System.Text.Json;
using Flyball.Admission;
using Flyball.Cli.Output;
using Flyball.Load;

namespace Flyball.Cli.Replay.Recording;

/// <summary>A reason as fields of a JSON object. JSON knows no infinity: a number that is left out is infinite.</summary>
static class ReasonJson
{
    public static void Write(Utf8JsonWriter json, in Reason reason)
    {
        json.WriteString("gate", EnumWords<Gate>.Of(reason.Gate));
        Number(json, "used", reason.Used);
        Number(json, "needed", reason.Needed);
        Number(json, "limit", reason.Limit);
        if (reason.Resource is { } resource) json.WriteString("resource", JsonText.Of(resource));
    }

    /// <exception cref="FormatException">A field is wrong.</exception>
    public static Reason Read(in JsonFields fields) =>
        new(fields.Word<Gate>("gate") ?? throw JsonFields.Missing("gate"), Number(fields, "used"), Number(fields, "needed"), Number(fields, "limit")) { Resource = fields.Text("resource") };

    static void Number(Utf8JsonWriter json, string name, double number)
    {
        if (double.IsFinite(number)) json.WriteNumber(name, number);
    }

    static double Number(in JsonFields fields, string name) => fields.Signed(name) ?? double.PositiveInfinity;
}
