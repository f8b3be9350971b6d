using System.Runtime.InteropServices;
using Flyball.AcceptanceTests.Infrastructure;
using Flyball.Execution.Linux;

namespace Flyball.AcceptanceTests.Library;

/// <summary>What is said of processes that cannot be looked at.</summary>
public sealed partial class ProcFileTests
{
    const int OwnDescriptors = 0x400;

    [LibraryImport("libc")]
    private static partial int unshare(int what);

    [LibraryImport("libc")]
    private static partial int dup(int descriptor);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);

    [Fact]
    public void A_process_is_gone_when_it_has_no_file_any_more()
    {
        Requirement.Need("linux");
        ProcFile.ReadUnlessGone(int.MaxValue, "stat"u8, new byte[1024]).IsEmpty.ShouldBeTrue();
        ProcFile.ReadUnlessGone(Environment.ProcessId, "stat"u8, new byte[1024]).IsEmpty.ShouldBeFalse();
    }

    [Fact]
    public void Without_a_descriptor_nobody_is_taken_to_be_gone()
    {
        Requirement.Need("linux");
        Exception? thrown = null;
        var thread = new Thread(() =>
        {
            // Descriptors of this thread alone: no other test goes without.
            if (unshare(OwnDescriptors) != 0) return;
            List<int> all = [];
            while (dup(0) is >= 0 and var descriptor) all.Add(descriptor);
            thrown = Record.Exception(() => ProcFile.ReadUnlessGone(Environment.ProcessId, "stat"u8, new byte[1024]).IsEmpty);
            all.ForEach(descriptor => _ = close(descriptor));
        });
        thread.Start();
        thread.Join();
        thrown.ShouldBeOfType<IOException>();
    }
}
