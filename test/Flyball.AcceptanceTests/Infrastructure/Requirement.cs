using System.Diagnostics;

namespace Flyball.AcceptanceTests.Infrastructure;

/// <summary>
/// What a test needs of the machine. Where it is missing the test is skipped and says so, except when FLYBALL_REQUIRE (names, separated by commas) says that it
/// must be there: then the test fails, so that a build machine cannot lose tests in silence.
/// </summary>
static class Requirement
{
    const string Variable = "FLYBALL_REQUIRE";

    public static void Need(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (Missing(name) is not { } reason) continue;
            if (IsRequired(name)) Assert.Fail($"{reason}, and {Variable} names '{name}'");
            Assert.Skip(reason);
        }
    }

    /// <summary>A program that is found in PATH.</summary>
    public static string Program(string name)
    {
        Need(name);
        return Find(name)!;
    }

    static string? Missing(string name) => name switch
    {
        "linux" => OperatingSystem.IsLinux() ? null : "this system is not Linux",
        "native" => File.Exists(BuiltPrograms.Tool + ".dll") ? "the tool under test is not the native one" : null,
        "root" => Environment.IsPrivilegedProcess ? null : "the tests do not run as root",
        "autogroup" => File.Exists("/proc/self/autogroup") ? null : "this kernel's scheduler has no autogroups",
        "process-numbers" => ProcessNumbers.CanBeChosen ? null : "which number the next process gets cannot be chosen here",
        "cgroup-v1-cpu" => ControlGroup.IsAvailable(ControlGroup.CpuRoot) ? null : $"there is no control group hierarchy of version 1 for the CPU that can be written at {ControlGroup.CpuRoot}",
        "cgroup-v1-memory" => ControlGroup.IsAvailable(ControlGroup.Root) ? null : $"there is no control group hierarchy of version 1 for memory that can be written at {ControlGroup.Root}",
        "libtext-csv-perl" => PerlHasTextCsv() ? null : "GNU parallel cannot read CSV here: Perl's module Text::CSV is missing",
        _ => Find(name) is null ? $"there is no {name} on this machine" : null,
    };

    static bool IsRequired(string name) =>
        (Environment.GetEnvironmentVariable(Variable) ?? "").Split(',', StringSplitOptions.TrimEntries).Contains(name);

    static bool PerlHasTextCsv()
    {
        if (Find("perl") is not { } perl) return false;
        using Process process = Process.Start(new ProcessStartInfo(perl, ["-MText::CSV", "-e", "1"]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);
}
