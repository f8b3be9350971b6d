using Flyball.Jobs;

namespace Flyball.AcceptanceTests.Library;

static class Outcomes
{
    public static JobOutcome ShouldBeSucceeded(this JobOutcome outcome)
    {
        outcome.Status.ShouldBe(JobStatus.Succeeded, outcome.ToString());
        return outcome;
    }
}
