namespace Flyball.Benchmarks.Scenarios;

/// <summary>A folder that lies on a disk.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Device">The numbers of the whole disk, as control groups want them: <c>254:0</c>.</param>
sealed record Disk(string Folder, string Device)
{
    static readonly string[] s_folders = [Path.GetTempPath(), "/var/tmp"];

    /// <summary>The first folder for temporary files that lies on a disk, not in memory; null when there is none.</summary>
    public static Disk? Find() => s_folders.Select(folder => DeviceUnder(folder) is { } device ? new Disk(folder, Whole(device)) : null).FirstOrDefault(disk => disk is not null);

    /// <summary>The longest of the places that begin the path; of several file systems at one place the last covers the others. No device has the major number 0.</summary>
    static string? DeviceUnder(string folder)
    {
        string path = folder.TrimEnd('/') + '/';
        string? device = File.ReadLines("/proc/self/mountinfo")
            .Select(line => line.Split(' '))
            .Where(mount => path.StartsWith(mount[4].TrimEnd('/') + '/', StringComparison.Ordinal))
            .OrderBy(mount => mount[4].Length)
            .LastOrDefault()?[2];
        return device is null || device.StartsWith("0:", StringComparison.Ordinal) ? null : device;
    }

    /// <summary>Only whole disks can be throttled, not their partitions, which lie below them in /sys.</summary>
    static string Whole(string device)
    {
        string? entry = Directory.ResolveLinkTarget($"/sys/dev/block/{device}", returnFinalTarget: true)?.FullName;
        return entry is not null && File.Exists(Path.Combine(entry, "partition")) ? File.ReadAllText(Path.Combine(Path.GetDirectoryName(entry)!, "dev")).Trim() : device;
    }
}
