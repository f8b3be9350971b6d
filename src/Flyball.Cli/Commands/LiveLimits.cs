using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Commands;

/// <summary>Changes the limits of a run while it runs, as its jobs end: the cap that stands in a file, and the delay that adapts.</summary>
static class LiveLimits
{
    /// <summary>Follows a run to its end, if it has such a limit.</summary>
    public static async Task FollowAsync(JobController controller, AdmissionSettings settings)
    {
        string? file = settings.MaxRunning?.File;
        if (file is null && settings.Delay is not { Adapts: true }) return;
        StartDelay delay = settings.Delay.GetValueOrDefault();
        await foreach (JobEvent happened in controller.WatchAsync())
        {
            bool? success = happened switch
            {
                JobEnded { StartedAt: not null } ended => ended.Outcome.Succeeded,
                JobRetrying { Because: null } => false,
                _ => null,
            };
            if (success is not { } succeeded) continue;
            if (delay.Adapts) controller.SetStartInterval((delay = delay.After(succeeded)).Time);
            if (file is not null && JobCount.ReadFile(file) is { } most) controller.SetMaxRunning(DescriptorLimit.Bound(most, settings.PolicyKind));
        }
    }
}
