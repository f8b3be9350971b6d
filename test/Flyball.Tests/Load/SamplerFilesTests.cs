using Flyball.Load;
using Flyball.Load.Linux;

namespace Flyball.Tests.Load;

/// <summary>The files that a sampler holds open: it finds those that come late, and leaves none open.</summary>
public class SamplerFilesTests
{
    public static TheoryData<string> Kinds => ["systemd-v2", "kubernetes-v1"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Any_file_that_comes_late_is_found_within_a_second(string kind)
    {
        using var tree = new FixtureTree(kind);
        tree.Write("proc/self/status", "Cpus_allowed_list:\t0-1\n");
        string expected = LastOfThree(tree, () => { });
        foreach (string file in Directory.GetFiles(tree.Root, "*", SearchOption.AllDirectories))
        {
            // These two say where the others are, and are read when the process is moved.
            if (Path.GetFileName(file) is "mountinfo" or "memory.use_hierarchy") continue;
            File.Move(file, file + ".late");
            LastOfThree(tree, () => File.Move(file + ".late", file)).ShouldBe(expected, file);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_sampler_that_was_disposed_of_leaves_no_file_open(string kind)
    {
        Assert.SkipUnless(Directory.Exists("/proc/self/fd"), "Needs the list of this process's open files.");
        using var tree = new FixtureTree(kind);
        using (var sampler = new LinuxLoadSampler(tree.Root, new StepClock()))
        {
            sampler.Sample();
            OpenBelow(tree.Root).ShouldBeGreaterThan(10);
        }

        OpenBelow(tree.Root).ShouldBe(0);
    }

    [Fact]
    public void The_files_of_groups_that_a_process_has_left_are_closed()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self/fd"), "Needs the list of this process's open files.");
        using var tree = new FixtureTree("systemd-v2");
        string left = Path.Combine(tree.Root, "sys/fs/cgroup/user.slice/user-1000.slice");
        var clock = new StepClock();
        using var sampler = new LinuxLoadSampler(tree.Root, clock);
        sampler.Sample();
        OpenBelow(left).ShouldBeGreaterThan(0);
        tree.Write("proc/self/cgroup", "0::/user.slice\n");
        clock.Advance(1);
        sampler.Sample();
        OpenBelow(left).ShouldBe(0);
    }

    /// <summary>A sample with rates over a second, after something was done behind the first one.</summary>
    static string LastOfThree(FixtureTree tree, Action afterFirst)
    {
        var clock = new StepClock();
        using var sampler = new LinuxLoadSampler(tree.Root, clock);
        sampler.Sample();
        afterFirst();
        // What was opened again is read with the next sample, and has a rate with the one after it.
        for (int count = 0; count < 2; count++)
        {
            clock.Advance(1);
            sampler.Sample();
        }

        clock.Advance(1);
        using var trace = new MemoryStream();
        LoadTrace.Write(trace, sampler.Sample());
        return System.Text.Encoding.UTF8.GetString(trace.ToArray());
    }

    static int OpenBelow(string folder) => Directory.GetFiles("/proc/self/fd").Count(file =>
    {
        try
        {
            return new FileInfo(file).LinkTarget?.StartsWith(folder + "/") == true;
        }
        catch (IOException)
        {
            // Another thread has closed it meanwhile.
            return false;
        }
    });
}
