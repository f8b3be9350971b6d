using Flyball.Execution.Linux;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Cli.Engine;

/// <summary>Ends what a killed engine left behind. All of it has become ours, however often it forked and whatever session it is in, since the front is a subreaper.</summary>
static unsafe class Leftovers
{
    /// <summary>How long they are given to end by themselves.</summary>
    static readonly TimeSpan s_gentle = TimeSpan.FromSeconds(0.5);

    /// <summary>What cannot be killed for so long hangs in the kernel.</summary>
    static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);

    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    /// <returns>How many there were.</returns>
    public static int End()
    {
        HashSet<int> seen = [];
        TimeProvider time = TimeProvider.System;
        long start = time.GetTimestamp(), first = start;
        using var pause = new ManualResetEventSlim();
        while (time.GetElapsedTime(start) < s_longest)
        {
            while (wait4(-1, null, DoNotWait, null) > 0) { }
            List<int> left = ProcessTable.Descendants(Environment.ProcessId);
            if (left.Count == 0) break;

            // From the first look on: that may have taken its time.
            long now = time.GetTimestamp();
            if (seen.Count == 0) first = now;
            bool gently = time.GetElapsedTime(first, now) < s_gentle;
            foreach (int pid in left)
            {
                bool isNew = seen.Add(pid);
                if (!gently) _ = kill(pid, Killing);
                else if (isNew) EndGently(pid);
            }

            pause.Wait(s_pause);
        }

        return seen.Count;
    }

    /// <summary>One that is stopped hears the first signal only when the second one lets it go on.</summary>
    static void EndGently(int pid)
    {
        _ = kill(pid, Terminate);
        _ = kill(pid, Continue);
    }
}
