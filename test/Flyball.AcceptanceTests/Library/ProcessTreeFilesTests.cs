using System.Diagnostics;
using Flyball.AcceptanceTests.Infrastructure;
using Flyball.Execution.Linux;
using Flyball.Tests;

namespace Flyball.AcceptanceTests.Library;

/// <summary>What measuring keeps open and allocates, and that it never takes one process for another.</summary>
[Collection(nameof(LoadsTheMachine))]
public sealed class ProcessTreeFilesTests : IDisposable
{
    readonly ShellProcess _shell = new();

    public void Dispose() => _shell.Dispose();

    ProcessTree Tree(DescriptorAllowance allowance, TimeProvider? time = null) => new(_shell.Id, allowance, time ?? TimeProvider.System);

    Task<int[]> StartSleepers(int count) => _shell.Start($"for i in $(seq {count}); do sleep 600 & echo $!; done", count);

    static string[] OpenFor(params IEnumerable<int> processes) => [.. processes.SelectMany(pid => OpenFiles.Below(OpenFiles.Folder(pid)))];

    [Fact]
    public async Task Files_stay_open_between_looks_and_are_closed_in_the_end()
    {
        int[] all = [.. await StartSleepers(3), _shell.Id];
        var allowance = new DescriptorAllowance(12);
        using (ProcessTree tree = Tree(allowance))
        {
            tree.Measure();
            string[] open = OpenFor(all);
            open.Length.ShouldBe(12);
            open.ShouldAllBe(descriptor => OpenFiles.IsClosedOnExec(descriptor));
            allowance.TryTake(1).ShouldBeFalse();
        }

        OpenFor(all).ShouldBeEmpty();
        allowance.TryTake(12).ShouldBeTrue("all were given back");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 0)]
    [InlineData(8, 6)]
    public async Task No_more_files_are_kept_open_than_allowed(int allowed, int open)
    {
        int[] all = [.. await StartSleepers(3), _shell.Id];
        using ProcessTree tree = Tree(new(allowed), new Leaps());
        for (int i = 0; i < 3; i++) tree.Measure().ShouldNotBeNull().Memory!.Value.Bytes.ShouldBeGreaterThan(0);
        OpenFor(all).Length.ShouldBe(open);
    }

    [Fact]
    public async Task After_disposal_there_is_nothing_to_measure()
    {
        int[] all = [.. await StartSleepers(1), _shell.Id];
        ProcessTree tree = Tree(new(256));
        tree.Measure().ShouldNotBeNull();
        tree.Dispose();
        tree.Measure().ShouldBeNull();
        tree.Dispose();
        OpenFor(all).ShouldBeEmpty();
    }

    [Fact]
    public async Task Measuring_may_go_on_while_it_is_disposed_of()
    {
        int[] all = [.. await StartSleepers(3), _shell.Id];
        for (int i = 0; i < 200; i++)
        {
            ProcessTree tree = Tree(new(256), new Leaps());
            tree.Measure();
            Task measuring = Task.Run(() => { while (tree.Measure() is not null) { } }, TestContext.Current.CancellationToken);
            tree.Dispose();
            await measuring;
        }

        OpenFor(all).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(256)]
    [InlineData(0)]
    public async Task Looking_again_allocates_nothing(int descriptors)
    {
        await StartSleepers(3);
        await _shell.Start($"{BuiltPrograms.Dummy} threads 2 sh -c 'echo $$; {ShellProcess.Burn}'", numbers: 2);
        using ProcessTree tree = Tree(new(descriptors), new Leaps());
        for (int i = 0; i < 100; i++) tree.Measure();
        Allocation.OfEach(() =>
        {
            for (int i = 0; i < 1000; i++) tree.Measure();
        }).ShouldBe(0);
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(0, true)]
    [InlineData(256, false)]
    public async Task A_number_that_changed_hands_is_not_taken_for_the_job(int descriptors, bool wasMeasured)
    {
        using ProcessTree tree = Tree(new(descriptors), new Leaps());
        if (wasMeasured) tree.Measure().ShouldNotBeNull();
        _shell.End();
        Process other = await ProcessNumbers.StartAs(_shell.Id);
        try
        {
            tree.Measure().ShouldBeNull();
            OpenFor(other.Id).ShouldBeEmpty();
        }
        finally
        {
            ProcessNumbers.End(other);
        }
    }

    [Fact]
    public async Task A_number_that_changed_hands_is_not_taken_for_a_child()
    {
        int child = (await StartSleepers(1))[0];
        using ProcessTree tree = Tree(new(0), new Leaps());
        tree.Measure().ShouldNotBeNull();
        await _shell.Ask($"kill {child}; wait; echo $$");

        Process other = await ProcessNumbers.StartAs(child);
        try
        {
            tree.Measure().ShouldNotBeNull().Memory!.Value.Bytes.ShouldBe(Machine.Resident(_shell.Id));
        }
        finally
        {
            ProcessNumbers.End(other);
        }
    }

    [Fact]
    public async Task A_process_of_another_parent_is_no_child()
    {
        int child = (await StartSleepers(1))[0];
        var allowance = new DescriptorAllowance(256);
        new MeasuredProcess(child, parent: Environment.ProcessId, long.MaxValue, allowance).Look(TimeSpan.Zero, []).ShouldBeFalse();
        var known = new MeasuredProcess(child, parent: _shell.Id, long.MaxValue, allowance);
        known.Look(TimeSpan.Zero, []).ShouldBeTrue();
        known.Close();
    }

    /// <summary>So late each time that everything is read, as if every process had run meanwhile.</summary>
    sealed class Leaps : TimeProvider
    {
        long _hours;

        public override long GetTimestamp() => Interlocked.Increment(ref _hours) * 3600 * TimestampFrequency;
    }
}
