namespace Flyball.Benchmarks.Peers;

/// <summary>Runs all contestants of a scenario in turn, round after round, so that other work on the machine meets all of them alike.</summary>
/// <param name="rounds">How often each contestant runs its jobs.</param>
/// <param name="skipped">Gets who did not take part, and why.</param>
sealed class Contest(int rounds, List<string> skipped)
{
    const int CountedJobs = 50;

    public Standings Run(Scenario scenario)
    {
        List<Contestant> present = [.. scenario.Contestants];
        present.RemoveAll(contestant => IsSkipped(contestant, WhyAbsent(scenario, contestant)));
        Dictionary<Contestant, List<ShellRun>> runs = present.ToDictionary(contestant => contestant, _ => new List<ShellRun>());
        for (int round = 0; round < rounds; round++)
        {
            Console.Error.WriteLine($"{scenario.Title}: round {round + 1} of {rounds}");
            // Each round begins with another one: what runs after the slowest may find another machine than what runs after the fastest.
            foreach (Contestant contestant in present.Index().OrderBy(entry => (entry.Index + round) % present.Count).Select(entry => entry.Item).ToArray())
            {
                using var files = new JobFiles(scenario.Job, contestant.Jobs);
                ShellRun run = ShellRun.Of(contestant.Command(scenario.Job, contestant.Jobs), files.Folder);
                if (IsSkipped(contestant, run.Failure)) present.Remove(contestant);
                else runs[contestant].Add(run);
            }
        }

        return new(scenario, [.. present.Select(contestant => Standing.Of(contestant, runs[contestant]))]);
    }

    bool IsSkipped(Contestant contestant, string? reason)
    {
        if (reason is not null) skipped.Add($"{contestant.Name}: {reason}");
        return reason is not null;
    }

    /// <summary>A contestant takes part when it is installed and starts a process for each job, with the arguments meant.</summary>
    static string? WhyAbsent(Scenario scenario, Contestant contestant)
    {
        if (contestant.Program == VforkLoop.Program && !Toolbox.Has(VforkLoop.Program)) return "there is no C compiler (cc, gcc) that makes it";
        if (!Toolbox.Has(contestant.Program)) return $"{contestant.Program} is not installed";

        using var files = new JobFiles(scenario.CountedJob, CountedJobs);
        ShellRun run = ShellRun.Of(contestant.Command(scenario.CountedJob, CountedJobs), files.Folder);
        if (run.Failure is not null) return run.Failure;
        string started = files.PathOf(JobFiles.Started);
        IEnumerable<string> lines = File.Exists(started) ? File.ReadLines(started) : [];
        return lines.Order().SequenceEqual(Enumerable.Range(1, CountedJobs).Select(scenario.CountedLine).Order())
            ? null
            : $"it does not run a process for each of {CountedJobs} jobs as it should";
    }
}
