#:project ../src/Flyball/Flyball.csproj
#:property PublishAot=false

// A small build: two parts are made, with two attempts each and one licence for both; the whole is made when both succeeded, and a note is left when it was not.
using System.Collections.Immutable;
using Flyball;
using Flyball.Jobs;

var options = new JobControllerOptions();
options.Resources.Add(new NamedResource("licence", 1));
await using var jobs = new JobController(options);

ImmutableSortedDictionary<string, int> licence = ImmutableSortedDictionary<string, int>.Empty.Add("licence", 1);
Job Part(string command) => Job.Process("sh", "-c", command) with { Name = command, Retry = new RetryRule(attempts: 2), Resources = licence };

JobHandle[] parts = [.. args.Select(command => jobs.Add(Part(command)))];
JobHandle whole = jobs.Add(Job.Process("echo", "all parts are made"), [.. parts.Select(part => new JobDependency(part))]);
jobs.Add(Job.Process("echo", "the whole was skipped"), [.. parts.Select(part => new JobDependency(part, DependencyCondition.Failure))]);

RunSummary summary = await jobs.RunAsync();
Console.WriteLine((await whole.Completion).Detail ?? "done");
Console.WriteLine($"{summary.Succeeded} succeeded, {summary.Failed} failed, {summary.Skipped} skipped");
