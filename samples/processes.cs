#:project ../src/Flyball/Flyball.csproj
#:property PublishAot=false

// Compresses what it is given, as many files at once as the machine has room for.
using Flyball;
using Flyball.Admission;
using Flyball.Jobs;

await using var jobs = new JobController(new() { Aggressiveness = Aggressiveness.Polite });
foreach (string file in args)
    jobs.Add(Job.Process("gzip", "--keep", "--force", file) with { Request = new(Cores: 1) });

RunSummary summary = await jobs.RunAsync();
Console.WriteLine($"{summary.Succeeded} compressed, {summary.Failed} failed");
return summary.Failed == 0 ? 0 : 1;
