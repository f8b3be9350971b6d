using Flyball.Load.Linux;
using Microsoft.Extensions.Time.Testing;

namespace Flyball.Tests.Load;

public sealed class TerminalsTests : IDisposable
{
    static readonly DateTimeOffset s_now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    readonly string _root = Directory.CreateTempSubdirectory("flyball-test-").FullName;

    [Fact]
    public void The_terminal_that_was_used_last_counts()
    {
        Used("dev/pts/0", secondsAgo: 100);
        Used("dev/pts/12", secondsAgo: 40);
        Used("dev/tty1", secondsAgo: 50);
        Idle().ShouldBe(TimeSpan.FromSeconds(40));
    }

    [Fact]
    public void A_console_alone_counts_as_well_as_a_window()
    {
        Used("dev/tty1", secondsAgo: 50);
        Used("dev/tty12", secondsAgo: 30);
        Idle().ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void What_is_no_terminal_of_a_person_is_not_looked_at()
    {
        foreach (string name in (string[])["dev/pts/ptmx", "dev/tty", "dev/tty0", "dev/ttyS0", "dev/ttyUSB1", "dev/random"]) Used(name, secondsAgo: 1);
        Idle().ShouldBeNull();
        Used("dev/pts/3", secondsAgo: 7);
        Idle().ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public void Nothing_can_be_told_without_terminals() => Idle().ShouldBeNull();

    [Fact]
    public void A_clock_that_was_set_back_makes_no_negative_time()
    {
        Used("dev/pts/0", secondsAgo: -100);
        Idle().ShouldBe(TimeSpan.Zero);
    }

    TimeSpan? Idle() => new Terminals(_root, new FakeTimeProvider(s_now)).Idle();

    void Used(string name, double secondsAgo)
    {
        string path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        File.SetLastAccessTimeUtc(path, s_now.UtcDateTime - TimeSpan.FromSeconds(secondsAgo));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
