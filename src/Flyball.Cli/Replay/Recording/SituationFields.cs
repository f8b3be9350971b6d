using Flyball.Admission;

namespace Flyball.Cli.Replay.Recording;

/// <summary>The facts of a decision as fields of a record: all but what each decision has.</summary>
static class SituationFields
{
    public static FieldTable<Situation> All { get; } = new FieldTable<Situation>()
        .Time("loadTakenAt", situation => situation.LoadTakenAt, (situation, at) => situation with { LoadTakenAt = at })
        .Number("ownCores", situation => situation.OwnCores, (situation, cores) => situation with { OwnCores = cores })
        .Size("memoryReturned", situation => situation.MemoryReturned, (situation, size) => situation with { MemoryReturned = size })
        .Time("personIdle", situation => situation.PersonIdle, (situation, idle) => situation with { PersonIdle = idle })
        .Object("done", StateFields.Work, situation => situation.Done, (situation, done) => situation with { Done = done });
}
