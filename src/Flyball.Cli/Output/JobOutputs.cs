using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Cli.Output.Results;
using Flyball.Cli.Rendering;
using Flyball.Cli.Templates;
using Flyball.Execution;
using Flyball.Execution.Linux;
using Flyball.Jobs;

namespace Flyball.Cli.Output;

/// <summary>What becomes of the outputs of a run's jobs: the one place where that is decided.</summary>
sealed class JobOutputs : IDisposable
{
    readonly StandardStreams _streams = new();
    readonly GroupedOutput? _grouped;
    readonly JobPrinter? _printer;
    readonly bool _isUngrouped, _tellsStarts;

    /// <summary>Whether tags or names of results hold the number of all jobs, which must be known then.</summary>
    public static bool AsksForTotal(OutputSettings settings, ReplacementRules rules) =>
        new[] { settings.Results, settings.Tag }.Any(text => text is not null && TextTemplate.Parse(text, rules).NeedsTotal);

    /// <param name="settings">What was asked for.</param>
    /// <param name="rules">The replacement strings that there are.</param>
    /// <param name="display">Makes room for what is printed.</param>
    /// <exception cref="UsageException">It cannot be done.</exception>
    public JobOutputs(OutputSettings settings, ReplacementRules rules, RunDisplay display)
    {
        if (settings.Collects) CheckTemporaryFolder();
        display.TakeOpenLine = _streams.TakeOpenLine;
        NeedsTotal = AsksForTotal(settings, rules);
        if (settings.Results is { } place)
        {
            Receiver = ResultPlace.Open(place, rules, _streams);
            return;
        }

        bool isPlain = settings is { Mode: OutputMode.Grouped, KeepsOrder: false, Tag: null, ShowsCommands: false };
        _isUngrouped = settings.Mode == OutputMode.Ungrouped;
        _tellsStarts = _isUngrouped && settings.ShowsCommands;
        if (_isUngrouped) return;
        if (isPlain)
        {
            _grouped = new(_streams);
            Receiver = display.Around(_grouped);
            return;
        }

        var print = new PrintSettings(settings.KeepsOrder, TagText.ForLines(settings.Tag, rules), settings.ShowsCommands);
        Receiver = _printer = settings.Mode == OutputMode.Lines ? new LinePrinter(_streams, print, display.Hide) : new JobPrinter(_streams, print, display.Hide);
    }

    /// <summary>Takes the outputs; <c>null</c>: they go straight to our own.</summary>
    public IJobOutput? Receiver { get; }

    /// <summary>Whether the number of all jobs must be known: <see cref="JobArguments.Total"/>.</summary>
    public bool NeedsTotal { get; }

    /// <summary>Cancelled when outputs cannot be written any more.</summary>
    public CancellationToken Broken => _streams.Broken;

    /// <summary>Whether nobody reads standard output any more.</summary>
    public bool ReaderHasGone => _streams.ReaderHasGone;

    /// <summary>Why outputs were lost; <c>null</c>: none were.</summary>
    public IOException? Fault => _printer?.Fault ?? _streams.Fault;

    /// <summary>Throws away what a table holds of an earlier run.</summary>
    public void Begin() => (Receiver as ResultTable)?.Begin();

    /// <summary>Takes note of an event.</summary>
    public void Add(JobEvent happened)
    {
        if (happened is JobQueued queued) _printer?.NoteQueued(queued.Id, queued.Sequence);
        else if (happened is JobEnded ended) NoteOver(ended);
        else if (happened is JobRetrying { Because: null }) NoteFailure();
        else if (_tellsStarts && happened is JobStarted) TellStart(happened.Job);
    }

    void NoteOver(JobEnded ended)
    {
        _printer?.NoteOver(ended.Id);
        if (ended.Outcome.Status.IsFailure()) NoteFailure();
    }

    /// <summary>A job that writes itself may have failed for want of a reader, as all that follow would.</summary>
    void NoteFailure()
    {
        if (_isUngrouped) _streams.CheckReader();
    }

    void TellStart(Job job)
    {
        try
        {
            _streams.Write(OutputKind.StandardOutput, SystemBytes.Of(CommandText.For(job.Name, !Console.IsOutputRedirected)));
        }
        catch (IOException)
        {
            // The streams tell that they are broken.
        }
    }

    /// <summary>Completes when all outputs are where they belong.</summary>
    public Task FinishAsync() => _printer?.FinishAsync() ?? Task.CompletedTask;

    /// <summary>A folder for temporary files that cannot be used is known before anything starts.</summary>
    static void CheckTemporaryFolder()
    {
        try
        {
            OutputFile.Open().Dispose();
        }
        catch (IOException failure)
        {
            throw new UsageException($"the output of jobs cannot be collected: {failure.Message}", "set TMPDIR to a folder that can be written");
        }
    }

    public void Dispose()
    {
        (Receiver as IDisposable)?.Dispose();
        _grouped?.Dispose();
        _streams.Dispose();
    }
}
