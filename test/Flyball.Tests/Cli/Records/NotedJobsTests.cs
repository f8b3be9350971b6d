using CsCheck;
using Flyball.Cli.Records;

namespace Flyball.Tests.Cli.Records;

public sealed class NotedJobsTests
{
    static JobIdentity Identity(int command) => new((UInt128)command);

    /// <summary>Runs the input to its end as the tool does, but with some of the jobs lost on the way: what a crash does.</summary>
    static List<int> Run(List<CheckpointRecord> records, int[] commands, bool repeatFailed, Func<int, bool> succeeds, Func<int, bool> isLost)
    {
        NotedJobs notes = new();
        records.ForEach(notes.Add);
        List<int> run = [];
        for (int place = 0; place < commands.Length; place++)
        {
            EarlierRun earlier = notes.Take(Identity(commands[place]), repeatFailed);
            if (earlier is EarlierRun.Succeeded or EarlierRun.Failed) continue;
            run.Add(commands[place]);
            if (!isLost(place)) records.Add(new(Identity(commands[place]), succeeds(place), earlier == EarlierRun.ToRepeat));
        }

        return run;
    }

    [Fact]
    public void After_any_crash_exactly_the_jobs_run_that_were_not_noted_wherever_they_stand_now() =>
        Gen.Select(Gen.Int[0, 5].Array[0, 30], Gen.Bool.Array[30, 30], Gen.Int[0, 5].Array[0, 10]).Sample((before, lost, added) =>
        {
            List<CheckpointRecord> records = [];
            Run(records, before, repeatFailed: false, _ => true, place => lost[place]);
            int[] noted = [.. before.Where((_, place) => !lost[place])];
            int[] after = [.. added.Concat(before).Order()];
            List<int> again = Run(records, after, repeatFailed: false, _ => true, _ => false);
            again.Concat(noted).Order().ShouldBe(after.Order());
            Run(records, after, repeatFailed: false, _ => true, _ => false).ShouldBeEmpty();
        });

    [Fact]
    public void A_removed_line_answers_for_nothing() => Run([new(Identity(1), true, false)], [2], false, _ => true, _ => false).ShouldBe([2]);

    [Fact]
    public void Failed_jobs_run_again_until_they_succeed_and_count_once() =>
        Gen.Select(Gen.Int[0, 4].Array[0, 20], Gen.Bool.Array[60, 60]).Sample((commands, succeeds) =>
        {
            List<CheckpointRecord> records = [];
            Run(records, commands, true, place => succeeds[place], _ => false);
            for (int attempt = 1; attempt <= 2; attempt++)
            {
                // Each command that failed n times so far runs n times, whichever of its places that are.
                Dictionary<int, int> failing = Failing(records);
                List<int> run = Run(records, commands, true, place => succeeds[(20 * attempt) + place], _ => false);
                run.CountBy(command => command).ToDictionary().ShouldBe(failing, ignoreOrder: true);
            }

            // With what is noted now, the same input once more has all of it behind it.
            Run(records, commands, false, _ => true, _ => false).ShouldBeEmpty();
            int[] twice = [.. commands, .. commands];
            Run(records, twice, false, _ => true, _ => false).Order().ShouldBe(commands.Order());
        });

    static Dictionary<int, int> Failing(List<CheckpointRecord> records) => records.GroupBy(record => (int)record.Identity.Hash)
        .Select(group => (group.Key, Count: group.Count(record => !record.Succeeded) - group.Count(record => record.IsRepeat)))
        .Where(pair => pair.Count > 0).ToDictionary(pair => pair.Key, pair => pair.Count);
}
