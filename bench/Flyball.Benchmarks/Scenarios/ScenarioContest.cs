using Flyball.Benchmarks.Peers;

namespace Flyball.Benchmarks.Scenarios;

/// <summary>Runs all contestants of a scenario in turn, round after round, so that other work on the machine meets all of them alike.</summary>
sealed class ScenarioContest(ComparisonOptions options, Disk disk, Toolbox tools, List<string> notes)
{
    /// <summary>Runs them.</summary>
    /// <returns>Null when the machine does not have what the scenario needs.</returns>
    /// <exception cref="OperationCanceledException">The user wants no more.</exception>
    public ScenarioResult? Run(Workload workload, CancellationToken cancellation)
    {
        if (ControlGroups.WhyAbsent(workload.Surroundings, disk) is { } reason)
        {
            notes.Add($"Skipped: {workload.Name}: {reason}");
            return null;
        }

        using var folder = new WorkFolder(workload, disk);
        Entrant[][] turns = Turns(workload);
        Dictionary<Entrant, List<Trial>> trials = turns.SelectMany(turn => turn).ToDictionary(entrant => entrant, _ => new List<Trial>());
        for (int round = 0; round < options.Rounds; round++)
        {
            Console.Error.WriteLine($"{workload.Name}: round {round + 1} of {options.Rounds}");
            // Each round begins with another one: what runs after the slowest may find another machine than what runs after the fastest.
            foreach (Entrant entrant in turns.Skip(round % turns.Length).Concat(turns.Take(round % turns.Length)).SelectMany(turn => turn))
            {
                var trial = Trial.Run(workload, entrant, folder, disk, tools, cancellation);
                trials[entrant].Add(trial);
                if (trial.Failure is { } failure) notes.Add($"{workload.Name}, {entrant.Name}: {failure}");
            }
        }

        return new(workload, [.. trials.Select(entry => new Standing(entry.Key, entry.Value))]);
    }

    /// <summary>Who runs one directly after another is in a turn with it.</summary>
    Entrant[][] Turns(Workload workload)
    {
        List<Entrant[]> turns = [[Entrant.Flyball, Entrant.FlyballAgain], .. workload.AtOnce.Select(atOnce => new[] { Entrant.Xargs(atOnce) })];
        if (!options.Quick) turns.AddRange(Entrant.Others.Where(entrant => IsThere(entrant)).Select(entrant => new[] { entrant }));
        if (workload.Foreign?.Reference == Entrant.Nobody) turns.Add([Entrant.Nobody]);
        return [.. turns];
    }

    bool IsThere(Entrant entrant)
    {
        bool isThere = Toolbox.Has(entrant.Program);
        if (!isThere) notes.Add($"Skipped: {entrant.Name}: {entrant.Program} is not installed");
        return isThere;
    }
}
