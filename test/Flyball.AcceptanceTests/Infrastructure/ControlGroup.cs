using System.Globalization;

namespace Flyball.AcceptanceTests.Infrastructure;

/// <summary>A memory control group of version 1 that a test makes for itself and takes away again. Nothing is ever written to another group.</summary>
sealed class ControlGroup : IDisposable
{
    public const string Root = "/sys/fs/cgroup/memory";

    readonly string _folder;

    public ControlGroup(long limit)
    {
        Requirement.Need("linux", "root", "cgroup-v1-memory");
        Name = $"/flyball-test-{Guid.NewGuid():N}";
        _folder = Root + Name;
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "memory.limit_in_bytes"), limit.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Whether the hierarchy is mounted, and not read-only as in most containers.</summary>
    public static bool IsAvailable =>
        File.Exists("/proc/self/mounts") && File.ReadLines("/proc/self/mounts").Select(line => line.Split(' ')).Any(mount => mount is [_, Root, "cgroup", var options, ..] && options.Split(',').Contains("rw"));

    /// <summary>As the tool is to call it.</summary>
    public string Name { get; }

    /// <summary>The file that a process writes its own number into to join.</summary>
    public string Members => Path.Combine(_folder, "cgroup.procs");

    public void Dispose()
    {
        // The kernel lets go of the last member a moment after its exit was reported.
        long deadline = Environment.TickCount64 + 10_000;
        while (Directory.Exists(_folder))
        {
            try
            {
                Directory.Delete(_folder);
            }
            catch (IOException) when (Environment.TickCount64 < deadline)
            {
                Thread.Sleep(20);
            }
        }
    }
}
