using Flyball.AcceptanceTests.Infrastructure;
using Flyball.Execution.Linux;
using Flyball.Jobs;

namespace Flyball.AcceptanceTests.Library;

/// <summary>What is measured of running jobs, against what the kernel says of their processes.</summary>
[Collection(nameof(LoadsTheMachine))]
public sealed class ProcessTreeTests : IDisposable
{
    /// <summary>User and system time of a process are each cut to clock ticks.</summary>
    static readonly TimeSpan s_cut = TimeSpan.FromMilliseconds(20);

    readonly ShellProcess _shell = new();

    public void Dispose() => _shell.Dispose();

    ProcessTree Tree(int descriptors = 256, TimeProvider? time = null) => new(_shell.Id, new DescriptorAllowance(descriptors), time ?? TimeProvider.System);

    static Task UntilRunnable(ProcessTree tree, int count) => Waiting.Until(() => tree.Measure()?.Runnable == count, $"{count} processes want a CPU");

    static TimeSpan Cpu(ProcessTree tree) => tree.Measure().ShouldNotBeNull().CpuTime!.Value;

    static void ShouldUseWhatTheyUse(ProcessTree tree, int[] processes)
    {
        TimeSpan before = Machine.CpuTime(processes);
        TimeSpan cpu = Cpu(tree);
        TimeSpan after = Machine.CpuTime(processes);
        cpu.ShouldBeInRange(before - s_cut, after + (s_cut * processes.Length));
    }

    [Theory]
    [InlineData(256)]
    [InlineData(0)]
    public async Task A_tree_uses_what_its_processes_use(int descriptors)
    {
        using ProcessTree tree = Tree(descriptors);
        int[] all = [.. await _shell.Start($"for i in 1 2 3; do ({ShellProcess.Burn}) & echo $!; done", numbers: 3), _shell.Id];
        await UntilRunnable(tree, 3);
        await Waiting.Until(() => Cpu(tree) > TimeSpan.FromSeconds(0.5), "the children have used something");

        ShouldUseWhatTheyUse(tree, all);
        tree.Measure().ShouldNotBeNull().Memory!.Value.Bytes.ShouldBe(Machine.Resident(all));
    }

    [Fact]
    public async Task Children_that_come_and_go_are_seen_without_reading_what_did_not_run()
    {
        using ProcessTree tree = Tree(time: new Stopped());
        TimeSpan used = TimeSpan.Zero;
        for (int i = 0; i < 5; i++)
        {
            int child = (await _shell.Start($"({ShellProcess.Burn}) & echo $!"))[0];
            await UntilRunnable(tree, 1);
            await Waiting.Until(() => Cpu(tree) > used + TimeSpan.FromSeconds(0.1), "the child has used something");
            used = Cpu(tree);

            // What it used is its parent's once that has waited for it.
            _shell.Do("kill $!; wait $!");
            await UntilRunnable(tree, 0);
            Cpu(tree).ShouldBeGreaterThan(used - s_cut);
            OpenFiles.Below(OpenFiles.Folder(child)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Children_of_all_threads_belong_to_the_tree()
    {
        using ProcessTree tree = Tree();
        int[] children = await _shell.Start($"{BuiltPrograms.Dummy} threads 3 sh -c 'echo $$; {ShellProcess.Burn}'", numbers: 3);
        await UntilRunnable(tree, 3);
        await Waiting.Until(() => children.All(child => Machine.CpuTime(child) > TimeSpan.FromSeconds(0.2)), "all children have used something");
        ShouldUseWhatTheyUse(tree, [.. children, Machine.Parent(children[0]), _shell.Id]);
    }

    [Fact]
    public async Task A_process_that_lost_its_parent_still_belongs_to_the_tree()
    {
        using ProcessTree tree = Tree();
        int[] pids = await _shell.Start($"sh -c 'echo $$; ({ShellProcess.Burn}) & echo $!; wait' &", numbers: 2);
        (int parent, int child) = (pids[0], pids[1]);
        await UntilRunnable(tree, 1);
        await _shell.Ask($"kill -KILL {parent}; wait; echo $$");
        Machine.Parent(child).ShouldNotBe(parent);

        TimeSpan used = Cpu(tree);
        await Waiting.Until(() => Cpu(tree) > used + TimeSpan.FromSeconds(0.1), "it goes on and is measured");
        tree.Measure().ShouldNotBeNull().Runnable.ShouldBe(1);
    }

    [Theory]
    [InlineData(256)]
    [InlineData(0)]
    public async Task What_is_written_is_counted_also_when_the_writer_has_ended(int descriptors)
    {
        const int written = 3 << 20;
        using TemporaryFolder folder = new();
        using ProcessTree tree = Tree(descriptors);
        tree.Measure().ShouldNotBeNull().Written.ShouldNotBeNull();
        for (int i = 1; i <= 2; i++)
        {
            await _shell.Ask($"dd if=/dev/zero of={folder.File("data")}{i} bs=1M count=3 conv=fsync 2>&-; echo 1");
            tree.Measure().ShouldNotBeNull().Written!.Value.Bytes.ShouldBeInRange(i * written, (i + 1) * written);
        }
    }

    [Fact]
    public async Task A_process_that_ends_holds_its_memory_until_that_is_free()
    {
        Requirement.Need("perl");
        var much = ByteSize.MiB(300);
        using ProcessTree tree = Tree();
        int holder = (await _shell.Start("perl -e '$x = \"a\" x 400_000_000; sleep 1' & echo $!"))[0];
        await Waiting.Until(() => tree.Measure()?.Memory > much, "it holds what it is to hold");
        while (tree.Measure()?.Memory > much) { }
        Machine.IsAlive(holder).ShouldBeFalse();
    }

    [Theory]
    [InlineData(256)]
    [InlineData(0)]
    public void What_has_ended_uses_nothing(int descriptors)
    {
        using ProcessTree seen = Tree(descriptors), unseen = Tree(descriptors);
        seen.Measure().ShouldNotBeNull();
        _shell.End();
        seen.Measure().ShouldBeNull();
        seen.Measure().ShouldBeNull();
        unseen.Measure().ShouldBeNull();
        OpenFiles.Below(OpenFiles.Folder(_shell.Id)).ShouldBeEmpty();
    }

    /// <summary>Nothing is read again because of its age.</summary>
    sealed class Stopped : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
