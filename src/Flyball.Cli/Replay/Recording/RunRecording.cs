using Flyball.Admission;
using Flyball.Cli.CommandLine;
using Flyball.Load;

namespace Flyball.Cli.Replay.Recording;

/// <summary>
/// Records a run: what it is told of jobs, and decisions with their facts. Not every decision is kept, since with short jobs there are thousands in a second; each one that is kept can be made again. Used by one
/// thread at a time, the controller's loop.
/// </summary>
sealed class RunRecording : IDecisionWitness, IDisposable
{
    /// <summary>The least time between two decisions that are kept: that start a job or take a step for the sake of memory, that hold all, and that hold all as the last one did.</summary>
    static readonly TimeSpan s_betweenStarts = TimeSpan.FromMilliseconds(10), s_betweenHolds = TimeSpan.FromMilliseconds(100), s_betweenSame = TimeSpan.FromSeconds(1);

    /// <summary>Changes below these are none.</summary>
    const double CoresThatMatter = 0.25, MemoryThatMatters = 0.01;

    readonly RecordingFile _file;
    readonly TimeProvider _time;
    readonly long _begun;
    readonly bool _withCommands;
    readonly RecordingWriter _lines = new();
    readonly TemplateNames _templates;
    AdmissionPolicy? _policy;
    LoadSample _load;
    Gate? _gate;
    TimeSpan? _witnessed, _loadAt;

    RunRecording(RecordingFile file, RecordingSettings settings, int nice, TimeProvider time)
    {
        (_file, _withCommands, _time, _begun) = (file, settings.WithCommands, time, time.GetTimestamp());
        _templates = new(settings.WithCommands);
        _lines.Header(new(ToolVersion.Text, time.GetUtcNow(), nice));
    }

    TimeSpan Now => _time.GetElapsedTime(_begun);

    /// <summary>Opens a record.</summary>
    /// <param name="settings">Which file, and what is kept.</param>
    /// <param name="nice">CPU priority of the jobs.</param>
    /// <param name="time">Where all times come from.</param>
    /// <param name="say">Told once when the file cannot be written any more.</param>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static RunRecording Open(RecordingSettings settings, int nice, TimeProvider time, Action<string> say) => new(RecordingFile.Open(settings.File, time, say), settings, nice, time);

    /// <summary>Begins it: what the file holds of an earlier run is thrown away. Before anything else.</summary>
    public void Begin()
    {
        _file.Empty();
        Keep();
    }

    /// <summary>Takes what has happened.</summary>
    public void Add(JobEvent happened)
    {
        switch (happened)
        {
            case JobQueued queued:
                _lines.Queued(Now, queued, _templates.Of(queued.Job), _withCommands);
                break;
            case JobHeld held:
                _lines.Held(Now, held);
                break;
            case JobStarted started:
                _lines.Started(Now, started);
                break;
            case JobRetrying retrying:
                _lines.Ended(Now, retrying.Id, retrying.Outcome, runsAgain: true);
                break;
            case JobEnded ended:
                _lines.Ended(Now, ended.Id, ended.Outcome, runsAgain: false);
                break;
        }

        Keep();
    }

    public void Witness(in Situation situation, AdmissionPolicy policy, Plan plan)
    {
        TimeSpan now = Now;
        if (_witnessed is { } last && now - last < Pause(situation, plan)) return;
        _witnessed = now;
        _gate = FirstGate(plan);
        if (!ReferenceEquals(policy, _policy)) _lines.Policy(_policy = policy);
        if (_loadAt != situation.Load.At) _lines.Load(situation.Load);
        (_loadAt, _load) = (situation.Load.At, situation.Load);
        _lines.Decision(now, situation, plan);
        Keep();
    }

    TimeSpan Pause(in Situation situation, Plan plan) =>
        plan.Starts > 0 || plan.MemoryStep is not null ? s_betweenStarts : FirstGate(plan) == _gate && !HasChanged(situation.Load) ? s_betweenSame : s_betweenHolds;

    /// <summary>That of the foremost job; <c>null</c>: none waits.</summary>
    static Gate? FirstGate(Plan plan) => plan.Decisions is [{ Because.Gate: var gate }, ..] ? gate : null;

    bool HasChanged(in LoadSample load) =>
        Math.Abs((load.BusyCores ?? 0) - (_load.BusyCores ?? 0)) > CoresThatMatter
        || Math.Abs((double)((load.MemoryAvailable?.Bytes ?? 0) - (_load.MemoryAvailable?.Bytes ?? 0))) > MemoryThatMatters * (load.Capacity.Memory?.Bytes ?? 0);

    void Keep()
    {
        _file.Add(_lines.All);
        _lines.Clear();
    }

    public void Dispose()
    {
        _file.Dispose();
        _lines.Dispose();
    }
}
