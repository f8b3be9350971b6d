using Flyball.Cli.Output;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Cli.Replay.Recording;

/// <summary>Kinds of fields that records have beside those of load samples.</summary>
static class RecordingFields
{
    /// <summary>More would overflow when times are added: 31 years.</summary>
    static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1e9);

    const double MostCores = 1_000_000;

    /// <summary>A time since the beginning, or a span; <c>null</c>: it is not there.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static TimeSpan? Moment(this in JsonFields fields, string name)
    {
        TimeSpan? time = fields.Time(name);
        return time > s_longest ? throw JsonFields.Wrong(name) : time;
    }

    /// <exception cref="FormatException">It is none, or not there.</exception>
    public static TimeSpan RequiredMoment(this in JsonFields fields, string name) => fields.Moment(name) ?? throw JsonFields.Missing(name);

    public static CoreAmount? Cores(this in JsonFields fields, string name) => fields.Number(name, MostCores) is { } cores ? CoreAmount.FromCores(cores) : null;

    /// <summary>A value of an enumeration; <c>null</c>: it is not there.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static T? Word<T>(this in JsonFields fields, string name)
        where T : struct, Enum
    {
        if (fields.Text(name) is not { } word) return null;
        return EnumWords<T>.Parse(word) ?? throw new FormatException($"The field {name} has the value '{word}', which is not known.");
    }

    public static JobId Id(this in JsonFields fields, string name) => new(fields.Long(name) ?? throw JsonFields.Missing(name));
}
