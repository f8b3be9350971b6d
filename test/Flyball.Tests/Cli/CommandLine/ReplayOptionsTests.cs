using Flyball.Admission;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Replay;
using Flyball.Jobs;

namespace Flyball.Tests.Cli.CommandLine;

public sealed class ReplayOptionsTests
{
    [Theory]
    [InlineData("--cores", "8", "-j", "4", "night")]
    [InlineData("night", "--cores=8", "-j4")]
    [InlineData("-j", "4", "night", "--cores", "8")]
    public void Options_stand_before_the_file_or_behind_it(params string[] words)
    {
        ReplayArguments arguments = ReplayOptions.Parse(words).ShouldNotBeNull();
        arguments.File.ShouldBe("night");
        arguments.Changes.ShouldBe(new ReplayChanges { Cores = 8, MaxRunning = 4 });
    }

    [Fact]
    public void All_changes_are_read()
    {
        ReplayChanges changes = ReplayOptions.Parse(["night", "--aggressiveness", "eager", "--cpu-target", "80%", "--memory-reserve", "1G", "--memory-total", "16G", "--policy", "governor", "--json"]).ShouldNotBeNull().Changes;
        changes.ShouldBe(new ReplayChanges
        {
            Aggressiveness = Aggressiveness.Eager, CpuTarget = 0.8, MemoryReserve = new(ByteSize.GiB(1), null), MemoryTotal = ByteSize.GiB(16), PolicyKind = PolicyKind.Governor,
        });
    }

    [Fact]
    public void Without_options_nothing_is_changed() => ReplayOptions.Parse(["night"]).ShouldNotBeNull().Changes.IsEmpty.ShouldBeTrue();

    [Theory]
    [InlineData("'flyball replay' needs the name of a record")]
    [InlineData("'flyball replay' takes one record, but was given 'other' too", "night", "other")]
    [InlineData("option '--cores': '1.5' is not a whole number of cores in 1..1024", "night", "--cores", "1.5")]
    [InlineData("option '--cores': '0' is not a whole number of cores in 1..1024", "night", "--cores", "0")]
    [InlineData("option '--policy plain': the plain rule knows no level, target or reserve", "night", "--policy", "plain", "--cpu-target", "1")]
    public void What_is_wrong_is_told(string error, params string[] words) => Should.Throw<UsageException>(() => ReplayOptions.Parse(words)).Message.ShouldBe(error);

    [Fact]
    public void Commands_are_recorded_only_with_a_record() =>
        Should.Throw<UsageException>(() => RunOptions.Parse(["--record-commands", "true"])).Message.ShouldBe("option '--record-commands' has no meaning without --record");

    [Fact]
    public void A_record_is_a_file() =>
        Should.Throw<UsageException>(() => RunOptions.Parse(["--record", "-", "true"])).Message.ShouldBe("option '--record': '-' is not the name of a file");

    [Fact]
    public void A_record_may_be_no_other_file() =>
        Should.Throw<UsageException>(() => RunOptions.Parse(["--record", "x", "--events", "x", "true"])).Message.ShouldBe("'x' is given to '--events' and to '--record'");
}
