using System.CommandLine;
using Flyball.Jobs;

namespace Flyball.Cli.CommandLine;

/// <summary>The options of <c>flyball run</c> that say how much may run at once, and what each job needs.</summary>
static class AdmissionOptions
{
    static readonly ValueOption s_jobs = new(["--jobs", "-j", "-P", "--max-procs"], "N", "4", "at most N jobs (also -P): 4, 200%, 0 for no limit") { IsCommon = true };
    static readonly ValueOption s_aggressiveness = new(["--aggressiveness"], "LEVEL", "polite", "background, polite, balanced (default) or eager")
    {
        IsCommon = true, Values = [.. Admission.Aggressiveness.Levels.Select(level => level.Name)],
    };

    static readonly ValueOption s_cpuTarget = new(["--cpu-target"], "SHARE", "80%", "share of the cores to fill: 0.8 or 80%");
    static readonly ValueOption s_memoryReserve = new(["--memory-reserve"], "SIZE", "2G", "memory to leave free: 2G or 10%");
    static readonly ValueOption s_load = new(["--load", "-l"], "N", "80%", "start only while fewer tasks run on this machine: 4, 80% of the CPUs; -l as of make, lines are -L");
    static readonly ValueOption s_memoryFree = new(["--memfree"], "SIZE", "2G", "start only while so much memory is free; below half of it end the youngest job and run it again later");
    static readonly ValueOption s_delay = new(["--delay"], "TIME", "0.5", "time between starts: 0.5, 2s; 2sauto adapts to failures");
    static readonly ValueOption s_policy = new(["--policy"], "RULE", "governor", "governor (default), or plain: thresholds only") { Values = ["governor", "plain"] };
    static readonly ValueOption s_cores = new(["--cores"], "N", "1.5", "cores that it keeps busy: 1.5");
    static readonly ValueOption s_memory = new(["--memory"], "SIZE", "300M", "the most memory that it holds: 300M") { IsCommon = true };
    static readonly ValueOption s_duration = new(["--duration"], "TIME", "90s", "how long it runs: 90s, 1h30m");

    static readonly ValueOption s_template = new(["--template"], "NAME", "encode", "jobs of one name are alike: their sizes are learned together; default: the shape of the command");
    static readonly FlagOption s_noHistory = new(["--no-history"], "neither use nor keep what earlier runs have shown");

    public static OptionGroup Amount { get; } = new("How much at once", s_jobs, s_aggressiveness, s_cpuTarget, s_memoryReserve, s_load, s_memoryFree, s_delay, s_policy);

    public static OptionGroup Needs { get; } = new("What each job needs; learned when not said", s_cores, s_memory, s_duration, s_template, s_noHistory);

    /// <summary>How many jobs work at once, as far as that is known before: as many as were asked for, or one for each CPU.</summary>
    public static int Slots(ParseResult parsed) => parsed.Last(s_jobs, JobCount.Read) is { Most: < int.MaxValue } count ? count.Most : Environment.ProcessorCount;

    /// <exception cref="UsageException">A value is wrong.</exception>
    public static AdmissionSettings Read(ParseResult parsed)
    {
        var settings = new AdmissionSettings
        {
            MaxRunning = parsed.Last(s_jobs, JobCount.Read),
            Aggressiveness = parsed.LastOrNull(s_aggressiveness, OptionValues.Level) ?? Admission.Aggressiveness.Balanced,
            CpuTarget = parsed.Last(s_cpuTarget, OptionValues.CpuTarget),
            MemoryReserve = parsed.Last(s_memoryReserve, OptionValues.Reserve),
            MaxLoad = parsed.Last(s_load, OptionValues.Load),
            MinAvailableMemory = parsed.Last(s_memoryFree, OptionValues.Size),
            Delay = parsed.Last(s_delay, OptionValues.Delay),
            Request = new ResourceRequest(
                parsed.Last(s_cores, OptionValues.Cores), parsed.Last(s_memory, OptionValues.HeldMemory), parsed.Last(s_duration, OptionValues.Time)),
            Template = parsed.LastOrNull(s_template, OptionValues.TemplateName),
            UsesHistory = !parsed.GetValue(s_noHistory),
            PolicyKind = parsed.Last(s_policy, OptionValues.Policy) ?? PolicyKind.Governor,
        };
        RejectGovernorOptionsOfThePlainRule(settings);
        return settings;
    }

    static void RejectGovernorOptionsOfThePlainRule(AdmissionSettings settings)
    {
        if (settings.PolicyKind != PolicyKind.Plain) return;
        string? option = settings.CpuTarget is not null ? s_cpuTarget.Name : settings.MemoryReserve is not null ? s_memoryReserve.Name : null;
        if (option is not null)
            throw new UsageException($"option '{option}' has no meaning with '--policy plain'", $"leave out '{option}', or use '--policy governor'");
    }
}
