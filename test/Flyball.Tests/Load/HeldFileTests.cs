using Flyball.Load.Linux;

namespace Flyball.Tests.Load;

public sealed class HeldFileTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("flyball-load-").FullName;
    readonly ReadBuffer _buffer = new();

    [Fact]
    public void A_file_that_is_missing_is_empty_until_it_is_there_and_tried_again()
    {
        string path = Path.Combine(_folder, "late");
        using var file = new HeldFile(path);
        file.Read(_buffer).Length.ShouldBe(0);
        File.WriteAllText(path, "5\n");
        file.Read(_buffer).Length.ShouldBe(0);
        file.Retry();
        KernelText.SingleNumber(file.Read(_buffer)).ShouldBe(5);
    }

    [Fact]
    public void A_file_that_changes_is_read_as_it_is_now()
    {
        string path = Path.Combine(_folder, "changing");
        File.WriteAllText(path, "1000\n");
        using var file = new HeldFile(path);
        KernelText.SingleNumber(file.Read(_buffer)).ShouldBe(1000);
        File.WriteAllText(path, "7\n");
        KernelText.SingleNumber(file.Read(_buffer)).ShouldBe(7);
    }

    [Theory]
    [InlineData(1 << 14)]
    [InlineData((1 << 14) - 1)]
    [InlineData((1 << 14) + 1)]
    [InlineData(100_000)]
    public void A_text_of_any_length_is_read_whole(int length)
    {
        string path = Path.Combine(_folder, "long");
        byte[] text = [.. Enumerable.Range(0, length).Select(at => (byte)('a' + at % 23))];
        File.WriteAllBytes(path, text);
        using var file = new HeldFile(path);
        file.Read(_buffer).SequenceEqual(text).ShouldBeTrue();
    }

    [Theory]
    [InlineData((16 << 20) - 1, (16 << 20) - 1)]
    [InlineData(16 << 20, 0)]
    public void A_text_of_16_MiB_is_none_of_the_kernel_and_not_read(int length, int read)
    {
        string path = Path.Combine(_folder, "huge");
        using (FileStream stream = File.Create(path)) stream.SetLength(length);
        using var file = new HeldFile(path);
        file.Read(_buffer).Length.ShouldBe(read);
    }

    [Fact]
    public void A_file_that_opens_but_cannot_be_read_is_empty()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a file of the Linux kernel.");
        // Nothing is mapped at address 0 of a process: reading it fails as a removed control group does.
        using var file = new HeldFile("/proc/self/mem");
        file.Read(_buffer).Length.ShouldBe(0);
        file.Retry();
        file.Read(_buffer).Length.ShouldBe(0);
    }

    [Fact]
    public void What_could_be_read_no_more_is_opened_anew()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a file of the Linux kernel.");
        string path = Path.Combine(_folder, "link");
        File.CreateSymbolicLink(path, "/proc/self/mem");
        using var file = new HeldFile(path);
        file.Read(_buffer).Length.ShouldBe(0);
        File.Delete(path);
        File.WriteAllText(path, "5\n");
        file.Retry();
        KernelText.SingleNumber(file.Read(_buffer)).ShouldBe(5);
    }

    [Fact]
    public void A_folder_is_no_file()
    {
        using var file = new HeldFile(_folder);
        file.Read(_buffer).Length.ShouldBe(0);
    }

    public void Dispose() => Directory.Delete(_folder, true);
}
