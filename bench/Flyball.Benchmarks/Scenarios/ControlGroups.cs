using System.Globalization;

namespace Flyball.Benchmarks.Scenarios;

/// <summary>Control groups of version 1 with the limits of a scenario, made for one run and taken away after it. Nothing is ever written to another group.</summary>
sealed class ControlGroups : IDisposable
{
    const string Memory = "/sys/fs/cgroup/memory", BlockDevices = "/sys/fs/cgroup/blkio";

    /// <summary>The kernel lets go of the last member a moment after its exit was reported.</summary>
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    readonly List<string> _folders = [];

    /// <exception cref="IOException">The limits cannot be had on this machine.</exception>
    /// <exception cref="UnauthorizedAccessException">Only another user can have them.</exception>
    public ControlGroups(Surroundings surroundings, Disk disk)
    {
        try
        {
            Limit(Memory, "memory.limit_in_bytes", "", surroundings.Memory);
            Limit(BlockDevices, "blkio.throttle.read_bps_device", $"{disk.Device} ", surroundings.Reads);
            Limit(BlockDevices, "blkio.throttle.write_bps_device", $"{disk.Device} ", surroundings.Writes);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The files that a process writes its own number into to join.</summary>
    public IEnumerable<string> Members => _folders.Select(folder => Path.Combine(folder, "cgroup.procs"));

    /// <summary>Why these limits cannot be had here; null when they can.</summary>
    public static string? WhyAbsent(Surroundings surroundings, Disk disk)
    {
        try
        {
            using var groups = new ControlGroups(surroundings, disk);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    public void Dispose()
    {
        long deadline = Environment.TickCount64 + (long)s_patience.TotalMilliseconds;
        foreach (string folder in _folders) Remove(folder, deadline);
    }

    void Limit(string hierarchy, string file, string prefix, long limit)
    {
        if (limit == 0) return;
        if (!IsWritable(hierarchy)) throw new IOException($"there is no control group hierarchy of version 1 that can be written at {hierarchy}");
        string? folder = _folders.Find(folder => folder.StartsWith(hierarchy, StringComparison.Ordinal));
        if (folder is null) _folders.Add(folder = Directory.CreateDirectory(Path.Combine(hierarchy, $"flyball-scenario-{Guid.NewGuid():N}")).FullName);
        File.WriteAllText(Path.Combine(folder, file), string.Create(CultureInfo.InvariantCulture, $"{prefix}{limit}"));
    }

    static bool IsWritable(string hierarchy) =>
        File.ReadLines("/proc/self/mounts").Select(line => line.Split(' ')).Any(mount => mount is [_, var place, "cgroup", var options, ..] && place == hierarchy && options.Split(',').Contains("rw"));

    /// <summary>A contestant may have made groups below.</summary>
    static void Remove(string folder, long deadline)
    {
        foreach (string below in Directory.GetDirectories(folder)) Remove(below, deadline);
        while (Directory.Exists(folder))
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (IOException) when (Environment.TickCount64 < deadline)
            {
                Thread.Sleep(20);
            }
        }
    }
}
