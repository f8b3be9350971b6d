using System.Text;
using CsCheck;
using Flyball.Execution.Linux;

namespace Flyball.Tests.Execution;

/// <summary>What the kernel says of processes, as text.</summary>
public class ProcessTextTests
{
    const string Fields = "S 41 42 42 34816 42 4194304 8124 11111 0 0 7 5 300 200 20 0 3 0 123456 24006656 1234 18446744073709551615 1 2 3";

    [Fact]
    public void The_fields_that_are_used_are_read() =>
        Parse($"43 (bash) {Fields}").ShouldBe(new ProcessStat('S', Parent: 41, Group: 42, ForegroundGroup: 42, OwnTicks: 7 + 5, WaitedTicks: 300 + 200, Threads: 3, StartTicks: 123456, ResidentPages: 1234));

    [Theory]
    [InlineData("a) R 1 2 3 (b")]
    [InlineData("new\nline")]
    [InlineData(")")]
    [InlineData("")]
    [InlineData(") Z 0 0 0 0 (")]
    public void The_name_of_a_program_may_hold_anything(string name) => Parse($"43 ({name}) {Fields}").ShouldBe(Parse($"43 (bash) {Fields}"));

    [Theory]
    [InlineData("42 42 34816 42", true)]
    [InlineData("42 42 34816 41", false)]
    [InlineData("42 42 0 -1", false)]
    public void Only_the_group_that_its_terminal_listens_to_is_in_the_foreground(string groups, bool isInForeground) =>
        Parse($"43 (a) {Fields.Replace("42 42 34816 42", groups, StringComparison.Ordinal)}")!.Value.IsInForeground.ShouldBe(isInForeground);

    [Theory]
    [InlineData('Z', true)]
    [InlineData('X', true)]
    [InlineData('R', false)]
    [InlineData('T', false)]
    public void Only_ended_processes_are_dead(char state, bool dead) => Parse($"43 (a) {state}{Fields[1..]}")!.Value.IsDead.ShouldBe(dead);

    [Theory]
    [InlineData('R', 0, 1234)]
    [InlineData('D', 0, 1234)]
    [InlineData('Z', 0, 0)]
    [InlineData('R', 1, 1)]
    public void What_has_given_up_its_memory_holds_it_until_it_is_dead(char state, long pages, long held)
    {
        ProcessStat earlier = Parse($"43 (a) {Fields}")!.Value;
        (earlier with { State = state, ResidentPages = pages }).After(earlier).ShouldBe(earlier with { State = state, ResidentPages = held });
    }

    [Theory]
    [InlineData('T', true)]
    [InlineData('t', false)]
    [InlineData('S', false)]
    public void Only_what_a_signal_stopped_is_stopped(char state, bool stopped) => Parse($"43 (a) {state}{Fields[1..]}")!.Value.IsStopped.ShouldBe(stopped);

    [Theory]
    [InlineData("rchar: 1\nwchar: 2\nsyscr: 3\nsyscw: 4\nread_bytes: 5\nwrite_bytes: 6\ncancelled_write_bytes: 7\n", true)]
    [InlineData("read_bytes: 5\nwrite_bytes: 6", false)]
    [InlineData("rchar: 1\nwchar: 2\n", false)]
    [InlineData("", false)]
    public void Traffic_is_what_went_to_and_came_from_storage(string text, bool isThere)
    {
        ProcessTraffic.TryParse(Encoding.UTF8.GetBytes(text), out ProcessTraffic traffic).ShouldBe(isThere);
        if (isThere) traffic.ShouldBe(new(Read: 5, Written: 6, Calls: 7));
    }

    [Fact]
    public void Torn_text_never_throws_and_never_gives_half_the_fields()
    {
        byte[] text = Encoding.UTF8.GetBytes($"43 (ba)sh) {Fields}");
        int whole = text.AsSpan().IndexOf(" 1234 "u8);
        for (int length = 0; length < text.Length; length++)
            if (ProcessStat.TryParse(text.AsSpan(0, length), out _)) length.ShouldBeGreaterThan(whole);
    }

    [Fact]
    public void Damaged_text_never_throws() => Gen.Select(Gen.Int[0, 1000], Gen.Byte).Array[1, 5].Sample(damages =>
    {
        byte[] text = Encoding.UTF8.GetBytes($"43 (bash) {Fields}");
        foreach ((int at, byte value) in damages) text[at % text.Length] = value;
        ProcessStat.TryParse(text, out _);
    }, iter: 1000);

    [Theory]
    [InlineData("FLYBALL_JOB=ab.1", true)]
    [InlineData("HOME=/|FLYBALL_JOB=ab.1|A=b", true)]
    [InlineData("FLYBALL_JOB=xy.7,ab.1", true)]
    [InlineData("FLYBALL_JOB=ab.1,xy.7", true)]
    [InlineData("FLYBALL_JOB=ab.12", false)]
    [InlineData("FLYBALL_JOB=cab.1", false)]
    [InlineData("FLYBALL_JOB=xy.7,ab.12,cab.1", false)]
    [InlineData("FLYBALL_JOB=", false)]
    [InlineData("FLYBALL_JOB", false)]
    [InlineData("MY_FLYBALL_JOB=ab.1", false)]
    [InlineData("A=FLYBALL_JOB=ab.1", false)]
    [InlineData("", false)]
    public void A_process_belongs_to_the_jobs_that_its_environment_names(string environment, bool belongs) =>
        JobMarker.Names(Encoding.UTF8.GetBytes(environment.Replace('|', '\0')), "ab.1"u8).ShouldBe(belongs);

    [Fact]
    public void A_marker_names_its_own_job_and_no_other()
    {
        var marker = new JobMarker(ownsAllChildren: false);
        byte[] environment = Encoding.UTF8.GetBytes($"{JobMarker.Variable}={marker.Chain(new(1))}\0");
        JobMarker.Names(environment, Encoding.UTF8.GetBytes(marker.Own(new(1)))).ShouldBeTrue();
        JobMarker.Names(environment, Encoding.UTF8.GetBytes(marker.Own(new(11)))).ShouldBeFalse();
        JobMarker.Names(environment, Encoding.UTF8.GetBytes(new JobMarker(ownsAllChildren: false).Own(new(1)))).ShouldBeFalse();
    }

    static ProcessStat? Parse(string text) => ProcessStat.TryParse(Encoding.UTF8.GetBytes(text), out ProcessStat stat) ? stat : null;
}
