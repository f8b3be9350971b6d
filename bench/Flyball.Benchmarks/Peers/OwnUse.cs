using System.Globalization;

namespace Flyball.Benchmarks.Peers;

/// <summary>
/// CPU time and peak memory of a contestant itself, without its jobs: of its process and of children that run the same program in a session of their
/// own. Without the session a job would be taken for one of these, in the instant between its process's birth and its becoming another program.
/// </summary>
sealed class OwnUse(int processId)
{
    /// <summary>Ticks of /proc in a second: the same on every Linux.</summary>
    const double TicksPerSecond = 100;

    /// <summary>The full look reads several files for each thread; with every look they would take a percent of the machine from what is measured.</summary>
    const int LooksPerFullLook = 5;

    readonly Dictionary<int, double> _cpuTicks = [], _peakKiB = [];
    int _looks;

    /// <summary>What was used up to the last look at each process.</summary>
    public TimeSpan Cpu => TimeSpan.FromSeconds(_cpuTicks.Values.Sum() / TicksPerSecond);

    /// <summary>The sum of each process's own peak, in MiB.</summary>
    public double PeakMemory => _peakKiB.Values.Sum() / 1024;

    /// <summary>Reads what the processes have used so far. What has ended keeps the last that was read.</summary>
    public void Look()
    {
        if (_looks++ % LooksPerFullLook == 0) UnlessEnded(ReadPeaks);
        foreach (int id in _peakKiB.Keys) UnlessEnded(() => ReadCpu(id));
    }

    void ReadPeaks()
    {
        ReadPeak(processId);
        string? program = Program(processId);
        foreach (int child in Children())
        {
            UnlessEnded(() =>
            {
                if (_peakKiB.ContainsKey(child) || (LeadsSession(child) && Program(child) == program)) ReadPeak(child);
            });
        }
    }

    void ReadCpu(int id)
    {
        string[] stat = Stat(id);
        _cpuTicks[id] = Number(stat[11]) + Number(stat[12]);
    }

    void ReadPeak(int id)
    {
        string? peak = File.ReadLines($"/proc/{id}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        // A process that is ending has no memory any more.
        if (peak is not null) _peakKiB[id] = Number(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]);
    }

    static void UnlessEnded(Action look)
    {
        try
        {
            look();
        }
        catch (IOException)
        {
            // What is read of a process that has just ended fails like this.
        }
    }

    /// <summary>Every thread has its own list of those that it started.</summary>
    IEnumerable<int> Children() => Directory.EnumerateDirectories($"/proc/{processId}/task")
        .SelectMany(thread => File.ReadAllText($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(child => (int)Number(child));

    static bool LeadsSession(int id) => Number(Stat(id)[3]) == id;

    static string? Program(int id) => File.ResolveLinkTarget($"/proc/{id}/exe", returnFinalTarget: false)?.FullName;

    /// <summary>The fields from the third on: the second is a name in parentheses, which may hold anything.</summary>
    static string[] Stat(int id)
    {
        string text = File.ReadAllText($"/proc/{id}/stat");
        return text[(text.LastIndexOf(')') + 2)..].Split(' ');
    }

    static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
