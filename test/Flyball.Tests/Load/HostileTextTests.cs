using CsCheck;
using Flyball.Load.Linux;

namespace Flyball.Tests.Load;

/// <summary>Whatever the files hold, nothing throws and no sample is impossible.</summary>
public class HostileTextTests
{
    static readonly string[] s_hostileFields =
    [
        "", "-1", "+5", "0", "18446744073709551615", "18446744073709551616", "9223372036854775807", "576460752303423488", "1e9", "max", "NaN",
        "cpu99999999", "cpu65535", "0-65535", "../..", "/", ":", "\\777", "\0", "\n", "total=", "kB",
    ];

    public static TheoryData<string> Kinds => [.. FixtureTree.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_parser_takes_every_file_cut_at_any_byte(string kind)
    {
        var times = new CoreTimes();
        var disks = new List<DiskTimes>();
        var cpus = new CpuSet();
        foreach (string file in FixtureTree.Files(kind))
        {
            byte[] text = File.ReadAllBytes(file);
            for (int length = 0; length <= text.Length; length += text.Length > 8000 ? 97 : 1) ParseAll(text.AsSpan(0, length), times, disks, cpus);
        }
    }

    [Fact]
    public void Every_parser_takes_any_bytes()
    {
        var times = new CoreTimes();
        var disks = new List<DiskTimes>();
        var cpus = new CpuSet();
        Gen.Byte.Array[0, 300].Sample(text => ParseAll(text, times, disks, cpus), iter: 2000, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_that_is_torn_or_changed_gives_no_impossible_sample(string kind)
    {
        using var tree = new FixtureTree(kind);
        string[] files = Directory.GetFiles(tree.Root, "*", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        var damage = Gen.Select(Gen.Int[0, files.Length - 1], Gen.Int[0, 1 << 16], Gen.Int[0, 2], Gen.Byte, Gen.Int[0, s_hostileFields.Length - 1], Gen.Bool);
        damage.Sample((file, at, way, value, field, early) =>
        {
            string path = files[file];
            byte[] sound = File.ReadAllBytes(path);
            byte[] damaged = Damage(sound, at, way, value, s_hostileFields[field]);
            var clock = new StepClock();
            if (early) File.WriteAllBytes(path, damaged);
            using (var sampler = new LinuxLoadSampler(tree.Root, clock))
            {
                LoadSampleChecks.ShouldBePossible(sampler.Sample());
                File.WriteAllBytes(path, early ? sound : damaged);
                clock.Advance(0.3);
                LoadSampleChecks.ShouldBePossible(sampler.Sample());
                clock.Advance(1);
                LoadSampleChecks.ShouldBePossible(sampler.Sample());
            }

            File.WriteAllBytes(path, sound);
        }, iter: 40, threads: 1);
    }

    static byte[] Damage(byte[] sound, int at, int way, byte value, string field)
    {
        if (sound.Length == 0) return [value];
        at %= sound.Length;
        if (way == 0) return sound[..at];
        if (way == 1)
        {
            byte[] changed = [.. sound];
            changed[at] = value;
            return changed;
        }

        // A whole field, from the last separator to the next, replaced by another.
        int start = sound.AsSpan(0, at).LastIndexOfAny(" \n\t:"u8) + 1;
        int end = sound.AsSpan(at).IndexOfAny(" \n\t:"u8);
        return [.. sound[..start], .. System.Text.Encoding.UTF8.GetBytes(field), .. end < 0 ? [] : sound[(at + end)..]];
    }

    static void ParseAll(ReadOnlySpan<byte> text, CoreTimes times, List<DiskTimes> disks, CpuSet cpus)
    {
        ProcStat.TryParse(text, times);
        for (int cpu = 0; cpu < times.Count; cpu++)
        {
            if (!times.IsOnline(cpu)) continue;
            times.Busy(cpu).ShouldBeGreaterThanOrEqualTo(0);
            times.Idle(cpu).ShouldBeGreaterThanOrEqualTo(0);
        }

        DiskStats.Parse(text, disks);
        CpuList.TryParseStatus(text, cpus);
        CpuList.TryParse(text, cpus);
        long?[] numbers =
        [
            MemInfo.Total(text), MemInfo.Available(text), VmStat.SwappedIn(text), VmStat.SwappedOut(text), VmStat.Refaults(text),
            LoadAverage.Runnable(text), PressureFile.Parse(text)?.Some, PressureFile.ParseCpu(text)?.Full, ControlGroupFiles.MemoryLimit(text, null),
            ControlGroupFiles.InactiveFile(text), ControlGroupFiles.CpuMax(text)?.Thousandths, ControlGroupFiles.CpuTime(text), KernelText.SingleNumber(text),
        ];
        foreach (long? number in numbers)
        {
            if (number < 0) throw new ShouldAssertException($"A parser gave {number}.");
        }

        MountInfo.IsMountPoint(text, "/proc/stat"u8);
        MountInfo.FindUnified(text);
        MountInfo.Find(text, "memory"u8);
        ControlGroupMembership.UnifiedPath(text);
        ControlGroupMembership.PathOf(text, "memory"u8);
    }
}
