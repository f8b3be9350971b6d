namespace Flyball.Cli.Engine;

/// <summary>
/// The scheduler's group of our session (sched(7)). Where there are such groups, the nice value of a process counts only within its group: that of the whole group protects
/// what the user works with in others. It counts among tasks of the root control group of the CPU.
/// </summary>
static class Autogroup
{
    /// <summary>Without privileges it may be written about ten times a second, by all of the machine.</summary>
    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(120);

    const int Tries = 20;

    /// <summary>Gives our session a nice value, soon.</summary>
    public static async Task LowerAsync(int nice)
    {
        for (int i = 0; nice > 0 && i < Tries; i++)
        {
            try
            {
                await File.WriteAllTextAsync("/proc/self/autogroup", $"{nice}");
                return;
            }
            catch (IOException)
            {
                // EAGAIN: somebody else has just written one.
                await Task.Delay(s_pause);
            }
            catch (UnauthorizedAccessException)
            {
                return;
            }
        }
    }
}
