using System.Diagnostics;

namespace Flyball.Benchmarks.Peers;

/// <summary>Runs what has to be made before anything can be measured.</summary>
static class Tool
{
    /// <summary>Runs a program to its end.</summary>
    /// <returns>Whether it succeeded; if not, all it said is on standard error.</returns>
    public static bool Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) Console.Error.Write(output);
        return process.ExitCode == 0;
    }
}
