using Flyball.Execution;
using Flyball.Execution.Linux;
using Flyball.Execution.Portable;
using Microsoft.Win32.SafeHandles;

namespace Flyball.Tests.Execution;

public sealed class OutputBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(OutputBuffer.MostInMemory)]
    [InlineData(OutputBuffer.MostInMemory + 1)]
    [InlineData(1_000_000)]
    public void What_was_appended_piece_by_piece_comes_back_whole(int length)
    {
        byte[] bytes = new byte[length];
        var random = new Random(length);
        random.NextBytes(bytes);
        using OutputBuffer buffer = new(VanishingFile.Open);
        for (int start = 0, count; start < length; start += count)
        {
            count = random.Next(Math.Min(20_000, length - start) + 1);
            buffer.Append(bytes.AsSpan(start, count));
        }

        Read(buffer.SoFar).ShouldBe(bytes);
        buffer.SoFar.InMemory.Length.ShouldBe(length > OutputBuffer.MostInMemory ? 0 : length);
        buffer.Failure.ShouldBeNull();
    }

    [Fact]
    public void The_beginning_is_kept_when_there_is_no_file_for_the_rest()
    {
        using OutputBuffer buffer = new(() => throw new IOException("No file."));
        ShouldKeepTheBeginning(buffer, "No file in '");
    }

    [Fact]
    public void The_beginning_is_kept_when_there_is_no_room_for_the_rest()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Needs a device that is always full.");
        // Not opened by .NET, which locks what it opens: other tests use the device, too.
        using OutputBuffer buffer = new(() => Descriptor.OpenToAppend("/dev/full", empty: false));
        ShouldKeepTheBeginning(buffer, "No space left on device");
    }

    [Fact]
    public void Once_something_was_lost_nothing_more_is_kept()
    {
        int opened = 0;
        using OutputBuffer buffer = new(() => opened++ == 0 ? throw new IOException("Not now.") : VanishingFile.Open());
        ShouldKeepTheBeginning(buffer, "Not now");
    }

    [Fact]
    public void Nothing_is_left_of_the_files()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only /proc tells of a file without a name.");
        foreach (Func<SafeFileHandle> open in (Func<SafeFileHandle>[])[VanishingFile.Open, OutputFile.Open])
        {
            using SafeFileHandle file = open();
            string name = File.ResolveLinkTarget($"/proc/self/fd/{file.DangerousGetHandle()}", returnFinalTarget: false).ShouldNotBeNull().FullName;
            name.ShouldEndWith(" (deleted)");
        }
    }

    static void ShouldKeepTheBeginning(OutputBuffer buffer, string failure)
    {
        byte[] beginning = new byte[OutputBuffer.MostInMemory];
        Array.Fill(beginning, (byte)'a');
        buffer.Append(beginning);
        buffer.Failure.ShouldBeNull();
        buffer.Append("b"u8);
        buffer.Failure.ShouldNotBeNull().ShouldStartWith(failure);
        buffer.Append("c"u8);
        Read(buffer.SoFar).ShouldBe(beginning);
    }

    static byte[] Read(OutputContent content)
    {
        byte[] bytes = new byte[content.Length];
        int length = 0;
        while (content.Read(length, bytes.AsSpan(length)) is > 0 and var count) length += count;
        length.ShouldBe(bytes.Length);
        return bytes;
    }
}
