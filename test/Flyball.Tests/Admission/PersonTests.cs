using Flyball.Admission;

namespace Flyball.Tests.Admission;

/// <summary>The most polite level gives way to whoever types at a terminal.</summary>
public class PersonTests
{
    static Scene At(double idle) => (Scene.Machine() with { PersonIdle = TimeSpan.FromSeconds(idle) }).By(Aggressiveness.Background).Waits();

    [Fact]
    public void Nothing_starts_until_all_terminals_were_quiet_for_half_a_minute()
    {
        At(29.9).First().Gate.ShouldBe(Gate.PersonActive);
        At(30).First().Gate.ShouldBe(Gate.Fits);
    }

    [Fact]
    public void Nobody_is_waited_for_where_nobody_can_be_seen() => (At(1) with { PersonIdle = null }).First().Gate.ShouldBe(Gate.Fits);

    [Fact]
    public void Other_levels_do_not_look()
    {
        foreach (Aggressiveness level in Aggressiveness.Levels.Skip(1)) At(1).By(level).First().Gate.ShouldBe(Gate.Fits);
    }

    [Fact]
    public void A_person_who_never_rests_does_not_keep_the_queue_for_ever()
    {
        Scene scene = At(1).LastStarted(Aggressiveness.Background.ProgressAfter.TotalSeconds);
        scene.First().ShouldBe(new(Gate.Progress, 0, 30, 1));
        scene.Runs().First().Gate.ShouldBe(Gate.PersonActive);
    }
}
