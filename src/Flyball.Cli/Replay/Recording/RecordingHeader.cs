namespace Flyball.Cli.Replay.Recording;

/// <summary>The first line of a record.</summary>
/// <param name="Tool">The version of the tool that wrote it.</param>
/// <param name="At">When the run began.</param>
/// <param name="Nice">CPU priority of the jobs, -20 (highest) to 19 (lowest).</param>
sealed record RecordingHeader(string Tool, DateTimeOffset At, int Nice)
{
    /// <summary>The version of the format. Another one says that fields which were there before mean something else.</summary>
    public const int CurrentVersion = 1;
}
