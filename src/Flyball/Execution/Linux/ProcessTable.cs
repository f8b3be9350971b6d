namespace Flyball.Execution.Linux;

/// <summary>The processes of the machine, as /proc lists them at one look.</summary>
static class ProcessTable
{
    public static IEnumerable<int> Pids()
    {
        foreach (string path in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(path.AsSpan()), out int pid)) yield return pid;
    }

    /// <summary>The living descendants of a process, in no order.</summary>
    public static List<int> Descendants(int root)
    {
        ILookup<int, int> children = Parents().ToLookup(process => process.Parent, process => process.Pid);
        List<int> all = [.. children[root]];
        for (int i = 0; i < all.Count; i++) all.AddRange(children[all[i]].Where(child => !all.Contains(child)));
        return all;
    }

    static List<(int Pid, int Parent)> Parents()
    {
        Span<byte> buffer = stackalloc byte[1024];
        List<(int, int)> all = [];
        foreach (int pid in Pids())
            if (ProcessStat.TryParse(ProcFile.Read(pid, "stat"u8, buffer), out ProcessStat stat) && !stat.IsDead) all.Add((pid, stat.Parent));
        return all;
    }
}
