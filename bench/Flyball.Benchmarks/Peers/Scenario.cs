namespace Flyball.Benchmarks.Peers;

/// <summary>The same jobs for several contestants.</summary>
/// <param name="Title">What is compared.</param>
/// <param name="Job">Text of a job; <c>{}</c> in it becomes the number of the job.</param>
/// <param name="CountedJob">The same job, but it adds a line to <see cref="JobFiles.Started"/>.</param>
/// <param name="CountedLine">The line that the job of this number adds.</param>
/// <param name="Contestants">Who takes part.</param>
sealed record Scenario(string Title, string Job, string CountedJob, Func<int, string> CountedLine, Contestant[] Contestants)
{
    /// <summary>Nothing but starting and ending. No argument: with exactly one, the <c>true</c> of the GNU core utilities loads a locale, which takes 0.2 ms.</summary>
    public static Scenario Bare { get; } = new(
        "`/bin/true`, 2 in flight, nothing collected",
        Job: "/bin/true",
        CountedJob: $"./{JobFiles.Counter}",
        CountedLine: _ => "0",
        [
            new(Contestant.Loop, Contestant.UsualJobs, (job, jobs) => $"{VforkLoop.Program} {jobs} 2 {job}"),
            new(Contestant.Xargs, Contestant.UsualJobs, (job, _) => $"xargs -P2 -I{{}} {job} < {JobFiles.Commands}"),
            new(Contestant.Make, Contestant.UsualJobs, (_, _) => "make -s -j2"),
            new(Contestant.Ninja, Contestant.UsualJobs, (_, _) => "ninja -j2"),
            new(Contestant.Parallel, Contestant.JobsOfParallel, (_, _) => $"parallel -u -j2 < {JobFiles.Commands}"),
            new(Contestant.Flyball, Contestant.UsualJobs, (_, _) => $"{FlyballCommand.Bare} < {JobFiles.Commands}"),
        ]);

    /// <summary>All that Flyball does unless told otherwise: it decides by load, collects outputs and writes a log. Its peers get a job for each CPU.</summary>
    public static Scenario Full { get; } = new(
        "a line of shell, with all that Flyball does by default, and a joblog",
        Job: "echo {} >>/dev/null; true",
        CountedJob: $"echo {{}} >>{JobFiles.Started}; true",
        CountedLine: number => $"{number}",
        [
            new(Contestant.Xargs, Contestant.UsualJobs, (job, _) => $"xargs -P{Environment.ProcessorCount} -n1 sh -c '{job.Replace("{}", "$0")}' < {JobFiles.Values}"),
            new(Contestant.Make, Contestant.UsualJobs, (_, _) => $"make -s -j{Environment.ProcessorCount}"),
            new(Contestant.Parallel, Contestant.JobsOfParallel, (job, _) => $"parallel -j{Environment.ProcessorCount} --joblog jobs.log '{job}' < {JobFiles.Values}"),
            new(Contestant.Flyball, Contestant.UsualJobs, (job, _) => $"{FlyballCommand.Full} '{job}' < {JobFiles.Values}"),
        ]);
}
