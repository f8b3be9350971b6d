using Flyball.AcceptanceTests.Infrastructure;
using Flyball.Execution;
using Flyball.Execution.Linux;
using Flyball.Jobs;

namespace Flyball.AcceptanceTests.Library;

/// <summary>The layer of our own does everything that the contract knows.</summary>
public sealed class LinuxProcessExecutorTests : ProcessExecutorContract
{
    protected override IJobExecutor Create(IJobOutput? output)
    {
        Requirement.Need("linux");
        return new LinuxProcessExecutor(output, TimeProvider.System);
    }

    [Fact]
    public async Task What_is_thrown_away_goes_to_the_null_device() =>
        (await Run(Shell("[ /proc/$$/fd/1 -ef /dev/null ] && [ /proc/$$/fd/2 -ef /dev/null ]") with { Output = ProcessOutput.Discard })).ShouldHaveSucceeded();
}
