using Flyball.Cli.Records;
using Flyball.Cli.Templates;
using Flyball.Jobs;

namespace Flyball.Cli.Commands;

/// <summary>Where the jobs of a run come from.</summary>
interface IRunSource : IDisposable
{
    /// <summary>The replacement strings that there are in texts beside the commands: tags, names of results.</summary>
    ReplacementRules Rules { get; }

    /// <summary>The named resources that jobs may hold.</summary>
    IReadOnlyList<NamedResource> Resources { get; }

    /// <summary>Whether a job is limited in the cores that it may use.</summary>
    bool LimitsCpu { get; }

    /// <summary>Whether somebody types what is drawn from it while jobs run.</summary>
    bool IsTyped { get; }

    /// <summary>Whether all of the input is to be read before the first job, because somebody wants to know how many there are.</summary>
    bool NeedsTotal { get; set; }

    /// <summary>The jobs that would be run, in their order, as they would start if each were the only one.</summary>
    /// <param name="earlier">Which need not be run.</param>
    /// <exception cref="CommandLine.UsageException">While reading: the input cannot be read on.</exception>
    IEnumerable<ProcessJob> Preview(EarlierRuns earlier);

    /// <summary>Runs the jobs that earlier runs have not noted.</summary>
    /// <param name="controller">Runs them.</param>
    /// <param name="records">What earlier runs have noted.</param>
    /// <param name="watched">Goes through jobs that are drawn one by one, and sees the end of them.</param>
    /// <param name="counted">Told how many jobs there are, before the first one, if <see cref="NeedsTotal"/> is set.</param>
    /// <param name="end">Cancelled when what runs is to be ended.</param>
    /// <exception cref="CommandLine.UsageException">The input cannot be read on; what was started has ended.</exception>
    Task<RunSummary> RunAsync(JobController controller, RunRecords records, Func<IEnumerable<Job>, IEnumerable<Job>> watched, Action<long> counted, CancellationToken end);
}
