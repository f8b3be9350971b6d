using System.Collections.Immutable;
using System.Globalization;
using Flyball.Cli.Input;
using Flyball.Cli.Templates;
using Flyball.Jobs;

namespace Flyball.Cli.Commands;

/// <summary>What a job is given at its start, when it is known what it was granted: the rest of its command, and variables that tell it.</summary>
static class JobStart
{
    /// <summary>The resource whose units programs look for in <see cref="VisibleDevices"/>.</summary>
    const string Gpu = "gpu", VisibleDevices = "CUDA_VISIBLE_DEVICES";

    static readonly string s_ownNumber = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    /// <summary>The job, to be completed at its start. The last step: what is changed of the job afterwards is lost.</summary>
    /// <param name="job">All but what is known only then; its tag is the <see cref="JobArguments"/>.</param>
    /// <param name="template">Its command.</param>
    /// <param name="rules">What the command was read by.</param>
    /// <param name="slotVariable">A variable that is to hold the number of the slot, from 0; <c>null</c>: none.</param>
    public static ProcessJob Completed(ProcessJob job, CommandTemplate template, ReplacementRules rules, string? slotVariable)
    {
        bool tellsGpu = rules.Units.Contains(Gpu) && job.Resources.ContainsKey(Gpu);
        return job with { AtStart = grant => AtStart(job, template, tellsGpu, slotVariable, grant) };
    }

    static ProcessJob AtStart(ProcessJob job, CommandTemplate template, bool tellsGpu, string? slotVariable, JobGrant grant)
    {
        var place = JobArguments.Of(job);
        ImmutableDictionary<string, string?> environment = job.Environment.SetItems([
            new("PARALLEL_SEQ", place.Number.ToString(CultureInfo.InvariantCulture)),
            new("PARALLEL_JOBSLOT", grant.Slot.ToString(CultureInfo.InvariantCulture)),
            new("PARALLEL_PID", s_ownNumber),
        ]);
        if (slotVariable is not null) environment = environment.SetItem(slotVariable, (grant.Slot - 1).ToString(CultureInfo.InvariantCulture));
        if (tellsGpu && !environment.ContainsKey(VisibleDevices) && grant.Indices.TryGetValue(Gpu, out ImmutableArray<int> units))
            environment = environment.SetItem(VisibleDevices, string.Join(',', units));
        // Tags and names of results tell them, too.
        if (!grant.Indices.IsEmpty) job = job with { Tag = place with { Units = grant.Indices } };
        if (!template.IsLate) return job with { Environment = environment };
        ProcessJob command = template.Expand(place, grant);
        return job with { FileName = command.FileName, Arguments = command.Arguments, Name = command.Name, Environment = environment };
    }
}
