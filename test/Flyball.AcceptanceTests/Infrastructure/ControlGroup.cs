using System.Globalization;

namespace Flyball.AcceptanceTests.Infrastructure;

/// <summary>A control group of version 1 that a test makes for itself and takes away again. Nothing is ever written to another group.</summary>
sealed class ControlGroup : IDisposable
{
    public const string Root = "/sys/fs/cgroup/memory", CpuRoot = "/sys/fs/cgroup/cpu";

    readonly string _folder;

    ControlGroup(string root)
    {
        Name = $"/flyball-test-{Guid.NewGuid():N}";
        _folder = root + Name;
        Directory.CreateDirectory(_folder);
    }

    /// <summary>One that limits memory.</summary>
    public ControlGroup(long limit)
        : this(Needed(Root, "cgroup-v1-memory")) => File.WriteAllText(Path.Combine(_folder, "memory.limit_in_bytes"), limit.ToString(CultureInfo.InvariantCulture));

    /// <summary>One that shares out the CPU.</summary>
    public static ControlGroup OfCpu() => new(Needed(CpuRoot, "cgroup-v1-cpu"));

    static string Needed(string root, string requirement)
    {
        Requirement.Need("linux", "root", requirement);
        return root;
    }

    /// <summary>Whether the hierarchy is mounted, and not read-only as in most containers.</summary>
    public static bool IsAvailable(string root) =>
        File.Exists("/proc/self/mounts") && File.ReadLines("/proc/self/mounts").Select(line => line.Split(' ')).Any(mount => mount is [_, var point, "cgroup", var options, ..] && point == root && options.Split(',').Contains("rw"));

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
