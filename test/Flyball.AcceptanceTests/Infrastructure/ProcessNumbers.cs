using System.Diagnostics;
using System.Globalization;

namespace Flyball.AcceptanceTests.Infrastructure;

/// <summary>Makes the kernel give a number again, which by itself it does after many thousand processes.</summary>
static class ProcessNumbers
{
    const string LastGiven = "/proc/sys/kernel/ns_last_pid";

    /// <summary>Whether we may: most containers have that file read-only.</summary>
    public static bool CanBeChosen
    {
        get
        {
            try
            {
                using FileStream file = new(LastGiven, FileMode.Open, FileAccess.Write);
                return true;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <summary>Starts `sleep` until it has the number of a process that is gone.</summary>
    public static async Task<Process> StartAs(int number)
    {
        Requirement.Need("linux", "process-numbers");

        // When a process was started is told to a hundredth of a second, in which no machine gives all its numbers.
        long start = Stopwatch.GetTimestamp();
        await Waiting.Until(() => Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(0.02), "the next process is started later");

        Process? process = null;
        await Waiting.Until(() => (process = TryStartAs(number)) is not null, $"a process gets the number {number} again");
        return process!;
    }

    static Process? TryStartAs(int number)
    {
        // Somebody else may start a process in between and get it.
        File.WriteAllText(LastGiven, (number - 1).ToString(CultureInfo.InvariantCulture));
        Process process = Process.Start("sleep", ["600"]);
        if (process.Id == number) return process;
        End(process);
        return null;
    }

    public static void End(Process process)
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }
}
