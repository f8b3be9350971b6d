using System.Diagnostics;
using System.Globalization;
using Flyball.Benchmarks.Peers;

namespace Flyball.Benchmarks.Scenarios;

/// <summary>The programs of the scenarios.</summary>
static class Programs
{
    public const string Job = "scenario-job", Foreign = "scenario-foreign", Setup = "scenario-setup";

    static readonly string[] s_all = [Job, Foreign, Setup];

    /// <summary>Compiles them into the folder of tools.</summary>
    /// <returns>Whether they are there.</returns>
    public static bool Compile(Toolbox tools)
    {
        foreach (string program in s_all) Compiler.Compile(tools, program, Path.Combine("Scenarios", "Programs"));
        return s_all.All(Toolbox.Has);
    }

    /// <summary>How many rounds a CPU of this machine computes in a millisecond.</summary>
    public static int RoundsPerMillisecond() => int.Parse(Run("calibrate"), CultureInfo.InvariantCulture);

    /// <summary>Takes files out of the page cache.</summary>
    public static void Evict(string[] files) => Run(["evict", .. files]);

    /// <summary>Ends what is left of a run: every process of these programs, which lie in a folder of our own.</summary>
    public static void EndAll(Toolbox tools)
    {
        foreach (Process process in Process.GetProcesses())
        {
            using (process)
            {
                if (s_all.Contains(Path.GetFileName(process.ProcessName)) && FileOf(process.Id) is { } file && Path.GetDirectoryName(file) == tools.Folder) process.Kill();
            }
        }
    }

    static string? FileOf(int processId)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{processId}/exe", returnFinalTarget: false)?.FullName;
        }
        catch (IOException)
        {
            // It has just ended.
            return null;
        }
    }

    static string Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Setup, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{Setup} {string.Join(' ', arguments)} failed");
    }
}
