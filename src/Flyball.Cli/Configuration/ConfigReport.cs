using System.Collections.Immutable;
using System.Globalization;
using Flyball.Admission;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Templates;

namespace Flyball.Cli.Configuration;

/// <summary>Something that holds for a run unless its command line says otherwise.</summary>
/// <param name="Name">An option, or what has none.</param>
/// <param name="Value">As it was written; for a flag <c>yes</c>.</param>
/// <param name="Origin">Where it was said; <c>null</c>: nowhere, it is so by itself.</param>
readonly record struct Setting(string Name, string Value, Origin? Origin);

/// <summary>What <c>flyball config</c> tells.</summary>
/// <param name="File">The config file that was looked for; <c>null</c>: there is no place for one.</param>
/// <param name="FileExists">Whether it was there.</param>
/// <param name="Settings">What was said, in its order, then what holds by itself.</param>
sealed record ConfigReport(string? File, bool FileExists, ImmutableArray<Setting> Settings)
{
    /// <param name="inForce">The options that were given as defaults.</param>
    /// <param name="arguments">What they amount to.</param>
    /// <param name="shell">What runs commands with shell syntax, and the variable that says so.</param>
    /// <param name="usualCap">The most jobs at once when nobody says.</param>
    public static ImmutableArray<Setting> For(IReadOnlyList<GivenOption> inForce, RunArguments arguments, Setting shell, int usualCap)
    {
        Setting[] given = [.. inForce.Where((option, index) => Counts(option, inForce.Skip(index + 1))).Select(option => new Setting(option.Option.Name, option.Value ?? "yes", option.Origin))];
        IEnumerable<Setting> byThemselves = Usual(arguments.Admission, usualCap).Where(usual => given.All(setting => setting.Name != usual.Name));
        return [.. given, .. byThemselves, shell];
    }

    /// <summary>The variable that chose the shell.</summary>
    public static Setting ShellSetting(Func<string, string?> environment, Shell shell)
    {
        string? variable = ((string[])["FLYBALL_SHELL", "PARALLEL_SHELL"]).FirstOrDefault(name => environment(name) is { Length: > 0 })
            ?? (environment("SHELL") == shell.Path ? "SHELL" : null);
        return new("shell", shell.Path, variable is null ? null : new Origin(variable));
    }

    static bool Counts(GivenOption option, IEnumerable<GivenOption> later) =>
        option.Option is ValueOption { IsRepeatable: true } || later.All(other => other.Option != option.Option);

    static IEnumerable<Setting> Usual(AdmissionSettings admission, int usualCap)
    {
        Aggressiveness level = admission.Aggressiveness;
        yield return Own("--aggressiveness", level.Name);
        if (admission.PolicyKind == PolicyKind.Governor)
        {
            yield return Own("--cpu-target", Percent(level.CpuTarget));
            yield return Own("--memory-reserve", Percent(level.MemoryReserve));
        }

        yield return Own("--policy", "governor");
        yield return Own("--nice", level.Nice.ToString(CultureInfo.InvariantCulture));
        string most = admission.PolicyKind == PolicyKind.Plain ? "2 for each CPU" : usualCap.ToString(CultureInfo.InvariantCulture);
        yield return Own("--jobs", $"as the load allows, at most {most}");
    }

    static Setting Own(string name, string value) => new(name, value, null);

    static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##}%");
}
