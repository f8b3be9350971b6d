#:project ../src/Flyball/Flyball.csproj
#:property PublishAot=false

// Packs each file it is given, tests what was packed, and only then writes its checksum: steps that follow one another, many files at once.
using Flyball;
using Flyball.Jobs;

await using var jobs = new JobController();
List<(string File, JobHandle Handle)> packed = [];
foreach (string file in args)
{
    string archive = file + ".gz";
    Job steps = Job.Sequence(
        Job.Process("gzip", "--keep", "--force", file),
        Job.Process("gzip", "--test", archive),
        // The words after the program's text are its arguments, so no name of a file is ever read as code.
        Job.Process("sh", "-c", "sha256sum < \"$1\" > \"$1.sha256\"", "sh", archive));
    packed.Add((file, jobs.Add(steps with { Name = file })));
}

RunSummary summary = await jobs.RunAsync();
foreach ((string file, JobHandle handle) in packed)
{
    JobOutcome outcome = await handle.Completion;
    Console.WriteLine($"{file}: {(outcome.Succeeded ? "packed and tested" : $"failed with exit status {outcome.ExitCode}")}");
}

return summary.Failed == 0 ? 0 : 1;
