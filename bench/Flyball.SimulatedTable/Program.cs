// Prints the table by which changes of policy are argued: every scenario under every policy on the simulated machine.
//   dotnet run -c Release --project bench/Flyball.SimulatedTable -- [scenario ...] [--seeds N] [--durations]
using Flyball.Admission;
using Flyball.Tests.Simulation;

int seeds = Trials.UsualSeeds;
bool durations = false;
List<string> names = [];
for (int i = 0; i < args.Length; i++)
{
    if (args[i] == "--seeds" && i + 1 < args.Length && int.TryParse(args[i + 1], out seeds) && seeds > 0) i++;
    else if (args[i] == "--durations") durations = true;
    else if (Scenarios.Names.Contains(args[i])) names.Add(args[i]);
    else
    {
        Console.Error.WriteLine($"error: '{args[i]}' is neither a scenario nor an option with a good value");
        Console.Error.WriteLine($"hint: [scenario ...] [--seeds N] [--durations]; scenarios: {string.Join(", ", Scenarios.Names)}");
        return 255;
    }
}

if (names.Count == 0) names.AddRange(Scenarios.Names);
var governor = new GovernorPolicy();
(string Title, Func<string, string> Cell)[] columns =
[
    ("best fixed -j", BestFixed),
    ("-j N", name => Run(name, machine => new FixedConcurrency(machine.Cores)).ToString()),
    ("plain", name => Run(name, machine => Driver(machine, new PlainPolicy(), 0)).ToString()),
    ("governor", name => Run(name, machine => Driver(machine, governor, 0)).ToString()),
    ("governor without the probe", name => Run(name, machine => new GovernorDriver(machine, governor) { TellDuration = durations, TellWork = false }).ToString()),
    ("nothing known", name => Trials.Learning(name, runs: 1, seeds).ToString()),
    ("learned", name => Trials.Learning(name, runs: 2, seeds).ToString()),
    ("governor nice", name => Run(name, machine => Driver(machine, governor, governor.Aggressiveness.Nice)).ToString()),
];

Console.WriteLine($"Makespan / lower bound, share of the foreign load lost, kills for want of memory; medians of {seeds} seeds, kills of all together.");
Console.WriteLine();
Console.WriteLine($"| scenario | {string.Join(" | ", columns.Select(column => column.Title))} |");
Console.WriteLine($"|---|{string.Concat(columns.Select(_ => "---|"))}");
foreach (string name in names) Console.WriteLine($"| {name} | {string.Join(" | ", columns.Select(column => column.Cell(name)))} |");
return 0;

Trials Run(string name, Func<SimulatedMachine, SimulatedPolicy> policy) => Trials.Of(name, policy, seeds);

GovernorDriver Driver(SimulatedMachine machine, AdmissionPolicy policy, int nice) => new(machine, policy, nice) { TellDuration = durations };

// What somebody who knew all this beforehand would choose: the fastest that finishes, without kills if there is one.
string BestFixed(string name)
{
    ReadOnlySpan<double> perCore = [0.125, 0.25, 0.375, 0.5, 0.75, 1, 1.5, 2, 3, 4];
    int cores = Scenarios.Make(name, 0).Machine.Cores;
    (int Jobs, Trials Trials)? best = null;
    int last = 0;
    foreach (double share in perCore)
    {
        int jobs = Math.Max(1, (int)Math.Round(share * cores));
        if (jobs == last) continue;
        last = jobs;
        Trials trials = Run(name, _ => new FixedConcurrency(jobs));
        if (best is not { } known || Rank(trials).CompareTo(Rank(known.Trials)) < 0) best = (jobs, trials);
    }

    return $"{best!.Value.Jobs}: {best.Value.Trials}";
}

static (bool, bool, double) Rank(Trials trials) =>
    (trials.Results.Any(result => double.IsInfinity(result.Makespan)), trials.OutOfMemoryKills > 0, trials.Ratio);
