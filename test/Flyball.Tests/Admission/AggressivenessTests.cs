using Flyball.Admission;

namespace Flyball.Tests.Admission;

public sealed class AggressivenessTests
{
    [Fact]
    public void Levels_have_names_and_the_polite_ones_use_only_cores_that_others_leave() =>
        Aggressiveness.Levels.Select(level => (level.Name, level.LeavesCores)).ShouldBe([("background", true), ("polite", true), ("balanced", false), ("eager", false)]);
}
