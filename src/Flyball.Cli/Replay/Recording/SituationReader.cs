using Flyball.Admission;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Cli.Replay.Recording;

/// <summary>Reads what <see cref="SituationJson"/> writes. What is wrong throws a <see cref="FormatException"/> that names the field.</summary>
static class SituationReader
{
    /// <param name="fields">Those of the decision.</param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="load">The load in force.</param>
    public static RecordedDecision Decision(JsonFields fields, AdmissionPolicy policy, LoadSample load)
    {
        Estimate[] estimates = [.. fields.Objects("estimates").Select(item => Estimate(item))];
        QueuedJob[] queue = [.. fields.Objects("queue").Select(item => Queued(item, estimates))];
        Decision[] decided = [.. fields.Objects("decided").Select((item, index) => index < queue.Length ? Decided(item, queue[index].Id) : throw JsonFields.Wrong("decided"))];
        if (decided.Length != queue.Length) throw JsonFields.Wrong("decided");
        return new()
        {
            At = fields.RequiredMoment("at"),
            Policy = policy,
            Situation = SituationFields.All.Read(fields, new()
            {
                Now = fields.RequiredMoment("now"),
                Load = load,
                State = StateFields.All.Read(fields.Object("state") ?? throw JsonFields.Missing("state")),
                Queue = queue,
                Running = fields.Objects("running").Select(item => Running(item, estimates)).ToArray(),
            }),
            Decided = decided,
            MemoryStep = fields.Object("memoryStep") is { } step ? Step(step) : null,
        };
    }

    public static Estimate Estimate(JsonFields fields) => JobFields.Estimate.Read(fields, new()
    {
        Cores = fields.Cores("cores") ?? throw JsonFields.Missing("cores"),
        Memory = fields.Size("memory") ?? throw JsonFields.Missing("memory"),
    });

    static QueuedJob Queued(JsonFields fields, Estimate[] estimates) =>
        JobFields.Queued.Read(fields, new(fields.Id("id"), Of(fields, estimates), fields.RequiredMoment("queuedAt")));

    static RunningJob Running(JsonFields fields, Estimate[] estimates) =>
        JobFields.Running.Read(fields, new(fields.Id("id"), Of(fields, estimates), fields.RequiredMoment("startedAt")));

    static MemoryStep Step(JsonFields fields) =>
        new(fields.Word<MemoryStepKind>("kind") ?? throw JsonFields.Missing("kind"), fields.Id("job"), ReasonJson.Read(fields));

    static Decision Decided(JsonFields fields, JobId id) => new(id, fields.Flag("starts") ?? false, ReasonJson.Read(fields));

    static Estimate Of(JsonFields fields, Estimate[] estimates) =>
        fields.Integer("estimate", 0, estimates.Length - 1) is { } index ? estimates[index] : throw JsonFields.Missing("estimate");
}
