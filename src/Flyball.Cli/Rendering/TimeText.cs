using System.Globalization;

namespace Flyball.Cli.Rendering;

/// <summary>Spans of time for people: two units at most.</summary>
static class TimeText
{
    /// <summary>For example <c>0.4 s</c>, <c>12 s</c>, <c>3 min 20 s</c>, <c>5 h 2 min</c>, <c>3 d 4 h</c>.</summary>
    public static string For(TimeSpan time) => time switch
    {
        { TotalSeconds: < 9.95 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.TotalSeconds):0.0} s"),
        { TotalSeconds: < 59.5 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        { TotalHours: < 1 } => $"{time.Minutes} min {time.Seconds} s",
        { TotalDays: < 1 } => $"{time.Hours} h {time.Minutes} min",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Min(time.TotalDays, 99999):0} d {time.Hours} h"),
    };
}
