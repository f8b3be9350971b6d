namespace Flyball.Benchmarks.Scenarios;

/// <summary>Jobs for all contestants, with what surrounds them.</summary>
/// <param name="Name">A word for it.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Jobs">Kind and amounts of each job: the arguments of <see cref="Programs.Job"/> behind its number.</param>
/// <param name="AtOnce">The fixed numbers of jobs at once that are tried to find the best.</param>
/// <param name="Target">What Flyball is to reach.</param>
sealed record Workload(string Name, string Title, string[] Jobs, int[] AtOnce, Target Target)
{
    public Surroundings Surroundings { get; init; }

    /// <summary>Size of the file that each job finds, in MiB.</summary>
    public int FileSize { get; init; }

    public Foreign? Foreign { get; init; }

    /// <summary>Whether its makespan counts in the mean: it says nothing where giving way is what is asked for.</summary>
    public bool IsRace => Target.First is not null;
}
