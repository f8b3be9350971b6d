using Flyball.Cli.CommandLine;
using Flyball.Cli.Replay.Recording;

namespace Flyball.Tests.Cli.Replay.Recording;

public sealed class RecordingFileTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("flyball-record-").FullName;
    readonly List<string> _said = [];

    string Record => Path.Combine(_folder, "record");

    [Fact]
    public void The_file_is_its_owners_alone_whoever_made_it_and_emptied_when_it_is_begun()
    {
        File.WriteAllText(Record, "of an earlier run");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Record, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        using (RecordingFile file = RecordingFile.Open(Record, TimeProvider.System, _said.Add))
        {
            File.ReadAllText(Record).ShouldBe("of an earlier run");
            file.Empty();
        }

        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Record).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.ReadAllText(Record).ShouldBe("");
    }

    [Fact]
    public void What_was_added_is_there_after_the_end()
    {
        using (RecordingFile file = RecordingFile.Open(Record, TimeProvider.System, _said.Add))
        {
            file.Add("one\n"u8);
            file.Add("two\n"u8);
        }

        File.ReadAllText(Record).ShouldBe("one\ntwo\n");
        _said.ShouldBeEmpty();
    }

    [Fact]
    public void A_full_disk_is_told_once()
    {
        RecordingFile file = RecordingFile.Open("/dev/full", TimeProvider.System, _said.Add);
        file.Add("one\n"u8);
        file.Dispose();
        file.Add("two\n"u8);
        _said.ShouldHaveSingleItem().ShouldStartWith("warning: option '--record': cannot be written: ");
    }

    [Fact]
    public void A_file_that_cannot_be_made_is_an_error() =>
        Should.Throw<UsageException>(() => RecordingFile.Open(Path.Combine(_folder, "no", "record"), TimeProvider.System, _said.Add)).Message.ShouldStartWith("option '--record': cannot write '");

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
