using System.Globalization;

namespace Flyball.Cli.Rendering;

/// <summary>Spans of time for people: two units at most.</summary>
static class TimeText
{
    const double MostDays = 99999;

    /// <summary>For example <c>0.4 s</c>, <c>12 s</c>, <c>3 min 20 s</c>, <c>5 h 2 min</c>, <c>3 d 4 h</c>.</summary>
    public static string For(TimeSpan time) => time.TotalSeconds < 9.95
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.TotalSeconds):0.0} s")
        : InUnits(TimeSpan.FromSeconds(Math.Round(Math.Min(time.TotalSeconds, TimeSpan.FromDays(MostDays).TotalSeconds))));

    static string InUnits(TimeSpan whole) => whole switch
    {
        { TotalMinutes: < 1 } => $"{whole.Seconds} s",
        { TotalHours: < 1 } => $"{whole.Minutes} min {whole.Seconds} s",
        { TotalDays: < 1 } => $"{whole.Hours} h {whole.Minutes} min",
        _ => $"{whole.Days} d {whole.Hours} h",
    };
}
