using Flyball.Cli.Commands;
using Microsoft.Extensions.Time.Testing;

namespace Flyball.Tests.Cli.Commands;

public class StopEscalationTests
{
    const int Interrupt = 2, Quit = 3, Terminate = 15;

    readonly FakeTimeProvider _time = new();
    readonly StopEscalation _escalation;
    bool _isEnding;

    public StopEscalationTests() => _escalation = new(_time);

    [Fact]
    public void The_first_signal_drains_the_second_ends_and_a_later_one_gives_up()
    {
        Take(Interrupt, after: 0).ShouldBe(StopStep.Drain);
        Take(Interrupt, after: 5).ShouldBe(StopStep.End);
        Take(Interrupt, after: 0.9).ShouldBe(StopStep.None);
        Take(Interrupt, after: 0.2).ShouldBe(StopStep.GiveUp);
    }

    [Theory]
    [InlineData(Terminate, 0, nameof(StopStep.None))]
    [InlineData(Terminate, 0.09, nameof(StopStep.None))]
    [InlineData(Terminate, 0.11, nameof(StopStep.End))]
    [InlineData(Interrupt, 0, nameof(StopStep.End))]
    [InlineData(Quit, 0, nameof(StopStep.End))]
    public void Two_of_one_kind_that_come_together_are_one(int second, double after, string step)
    {
        Take(Terminate, after: 0).ShouldBe(StopStep.Drain);
        Take(second, after).ToString().ShouldBe(step);
    }

    [Fact]
    public void Quit_does_not_ask_first()
    {
        Take(Quit, after: 0).ShouldBe(StopStep.End);
        _escalation.Signal.ShouldBe(Quit);
        Take(Quit, after: 0.05).ShouldBe(StopStep.None);
    }

    [Fact]
    public void The_first_signal_after_the_front_has_gone_changes_nothing_but_is_known()
    {
        _isEnding = true;
        Take(Terminate, after: 1).ShouldBe(StopStep.Drain);
        _escalation.Signal.ShouldBe(Terminate);
        Take(Terminate, after: 1.1).ShouldBe(StopStep.GiveUp);
    }

    StopStep Take(int signal, double after)
    {
        _time.Advance(TimeSpan.FromSeconds(after));
        StopStep step = _escalation.Take(signal, endsAtOnce: signal == Quit, _isEnding);
        _isEnding |= step == StopStep.End;
        return step;
    }
}
