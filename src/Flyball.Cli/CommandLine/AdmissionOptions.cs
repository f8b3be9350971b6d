using System.CommandLine;
using Flyball.Jobs;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c> that say how much may run at once, and what each job needs.</summary>
static class AdmissionOptions
{
    static readonly ValueOption Jobs = new(["--jobs", "-j", "-P", "--max-procs"], "N", "4", "at most N jobs (also -P): 4, 200%, 0 for no limit") { IsCommon = true };
    static readonly ValueOption Aggressiveness = new(["--aggressiveness"], "LEVEL", "polite", "background, polite, balanced (default) or eager")
    {
        IsCommon = true, Values = [.. Admission.Aggressiveness.Levels.Select(level => level.Name)],
    };

    static readonly ValueOption CpuTarget = new(["--cpu-target"], "SHARE", "80%", "share of the cores to fill: 0.8 or 80%");
    static readonly ValueOption MemoryReserve = new(["--memory-reserve"], "SIZE", "2G", "memory to leave free: 2G or 10%");
    static readonly ValueOption Load = new(["--load", "-l"], "N", "80%", "start only while fewer tasks run on this machine: 4, 80% of the CPUs");
    static readonly ValueOption MemoryFree = new(["--memfree"], "SIZE", "2G", "start only while so much memory is free; below half of it end the youngest job and run it again later");
    static readonly ValueOption Delay = new(["--delay"], "TIME", "0.5", "time between starts: 0.5, 2s; 2sauto adapts to failures");
    static readonly ValueOption Policy = new(["--policy"], "RULE", "governor", "governor (default), or plain: thresholds only") { Values = ["governor", "plain"] };
    static readonly ValueOption Cores = new(["--cores"], "N", "1.5", "cores that it keeps busy: 1.5");
    static readonly ValueOption Memory = new(["--memory"], "SIZE", "300M", "the most memory that it holds: 300M") { IsCommon = true };
    static readonly ValueOption Duration = new(["--duration"], "TIME", "90s", "how long it runs: 90s, 1h30m");

    static readonly ValueOption Template = new(["--template"], "NAME", "encode", "jobs of one name are alike: their sizes are learned together; default: the shape of the command");
    static readonly FlagOption NoHistory = new(["--no-history"], "neither use nor keep what earlier runs have shown");

    public static OptionGroup Amount { get; } = new("How much at once", Jobs, Aggressiveness, CpuTarget, MemoryReserve, Load, MemoryFree, Delay, Policy);

    public static OptionGroup Needs { get; } = new("What each job needs; learned when not said", Cores, Memory, Duration, Template, NoHistory);

    /// <summary>How many jobs work at once, as far as that is known before: as many as were asked for, or one for each CPU.</summary>
    public static int Slots(ParseResult parsed) => parsed.Last(Jobs, JobCount.Read) is { Most: < int.MaxValue } count ? count.Most : Environment.ProcessorCount;

    /// <exception cref="UsageException">A value is wrong.</exception>
    public static AdmissionSettings Read(ParseResult parsed)
    {
        var settings = new AdmissionSettings
        {
            MaxRunning = parsed.Last(Jobs, JobCount.Read),
            Aggressiveness = parsed.LastOrNull(Aggressiveness, OptionValues.Level) ?? Admission.Aggressiveness.Balanced,
            CpuTarget = parsed.Last(CpuTarget, OptionValues.CpuTarget),
            MemoryReserve = parsed.Last(MemoryReserve, OptionValues.Reserve),
            MaxLoad = parsed.Last(Load, OptionValues.Load),
            MinAvailableMemory = parsed.Last(MemoryFree, OptionValues.Size),
            Delay = parsed.Last(Delay, OptionValues.Delay),
            Request = new ResourceRequest(
                parsed.Last(Cores, OptionValues.Cores), parsed.Last(Memory, OptionValues.Size), parsed.Last(Duration, OptionValues.Time)),
            Template = parsed.LastOrNull(Template, OptionValues.TemplateName),
            UsesHistory = !parsed.GetValue(NoHistory),
            PolicyKind = parsed.Last(Policy, OptionValues.Policy) ?? PolicyKind.Governor,
        };
        RejectGovernorOptionsOfThePlainRule(settings);
        return settings;
    }

    static void RejectGovernorOptionsOfThePlainRule(AdmissionSettings settings)
    {
        if (settings.PolicyKind != PolicyKind.Plain) return;
        string? option = settings.CpuTarget is not null ? CpuTarget.Name : settings.MemoryReserve is not null ? MemoryReserve.Name : null;
        if (option is not null)
            throw new UsageException($"option '{option}' has no meaning with '--policy plain'", $"leave out '{option}', or use '--policy governor'");
    }
}
