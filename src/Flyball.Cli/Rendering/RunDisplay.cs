using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Cli.Output;
using Flyball.Execution;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Cli.Rendering;

/// <summary>What is told of a run on standard error while it lasts. Safe for use by any thread.</summary>
sealed class RunDisplay : IDisposable
{
    readonly Lock _counting = new();
    readonly RunProgress _progress = new();
    readonly ILoadSampler _sampler = LoadSampler.Create();
    readonly DisplaySettings _settings;
    readonly IStatusPlace _place;
    readonly Timer _timer;
    readonly long _begun = TimeProvider.System.GetTimestamp();
    volatile bool _moreToCome = true, _isShown;
    long _total = -1;
    bool _disposed;

    /// <summary>A display of the wanted look; without one, of the status on a terminal, and elsewhere nothing until <see cref="Toggle"/>.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="isOurs">Whether a terminal is ours to draw on, for now; <c>null</c>: never.</param>
    public RunDisplay(DisplaySettings settings, Func<bool>? isOurs)
    {
        _settings = settings;
        _place = isOurs is not null && Terminal.Open(OutputKind.StandardError) is { } console ? new StatusArea(console, () => !(IsTypedAt && _moreToCome) && isOurs(), () => TakeOpenLine()) : new StatusLines();
        _timer = new(_ => Draw(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _isShown = !settings.IsQuiet && (settings.Look is not null || _place is StatusArea);
        if (_isShown) _timer.Change(_place.Period, _place.Period);
    }

    TimeSpan Now => TimeProvider.System.GetElapsedTime(_begun);

    /// <summary>What limits memory, in brackets: a control group by its name, or the machine. Empty when the display has ended.</summary>
    public string LimitName
    {
        get
        {
            lock (_counting)
            {
                if (_disposed) return "";
                string? group = _sampler.Sample().Capacity.MemoryLimitGroup;
                return group is null ? " (this machine's memory less the reserve)" : $" (the limit of control group {group})";
            }
        }
    }

    /// <summary>Whether the source of the jobs was not read to its end.</summary>
    public bool MoreToCome => _moreToCome;

    /// <summary>The output that makes room for itself on the terminal.</summary>
    public IJobOutput Around(IJobOutput output) => _place is StatusArea ? new TerminalOutput(output, _place) : output;

    /// <summary>Takes what is shown away until the result is disposed.</summary>
    public IDisposable? Hide() => _place.Hide();

    /// <summary>The same jobs; notes when there are no more.</summary>
    public IEnumerable<Job> Counted(IEnumerable<Job> jobs)
    {
        foreach (Job job in jobs) yield return job;
        _moreToCome = false;
    }

    /// <summary>Whether <see cref="Total"/> must be known beforehand.</summary>
    public bool NeedsTotal => _settings.NeedsTotal;

    /// <summary>What is to be known of the run beside its counts; nothing until it is set.</summary>
    public Func<RunRemarks> Remarks { private get; set; } = () => default;

    /// <summary>Whether somebody types the values of jobs at the terminal: until the last of them, nothing is drawn where they stand.</summary>
    public bool IsTypedAt { private get; init; }

    /// <summary>Whether outputs have left the cursor of the terminal behind them, in a line that whoever asks ends.</summary>
    public Func<bool> TakeOpenLine { private get; set; } = () => false;

    /// <summary>How many of all jobs were left out because earlier runs had done them.</summary>
    public Func<long> LeftOut { private get; set; } = () => 0;

    /// <summary>How many jobs there are, those that are left out too; unknown until it is set.</summary>
    public long Total
    {
        set => Volatile.Write(ref _total, value);
    }

    /// <summary>Takes note of an event.</summary>
    public void Add(JobEvent happened)
    {
        lock (_counting) _progress.Add(happened, Now);
        if (_settings.TracesCommands && happened is JobStarted started) Say(UsageException.OneLine(started.Job.Name.TrimEnd('\n')));
    }

    /// <summary>Says a line on standard error.</summary>
    public void Say(string line)
    {
        using IDisposable? hidden = Hide();
        Messages.Write($"{(TakeOpenLine() ? "\n" : "")}{line}\n");
    }

    /// <summary>Says a line where somebody looks on.</summary>
    public void SayOnTerminal(string line)
    {
        if (!Console.IsErrorRedirected && !_settings.IsQuiet) Say(line);
    }

    /// <summary>Shows what was not shown, or the other way about.</summary>
    public void Toggle()
    {
        lock (_counting)
        {
            if (_disposed) return;
            _isShown = !_isShown;
            _timer.Change(_isShown ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, _place.Period);
        }

        if (!_isShown) _place.Show([]);
    }

    /// <summary>Says which jobs run, and for how long.</summary>
    public void TellRunning()
    {
        TimeSpan now = Now;
        string[] lines;
        lock (_counting) lines = [.. _progress.RunningJobs.Select(job => $"flyball: job {JobArguments.Of(job.Started.Job).TitleInLine} runs for {TimeText.For(now - job.At)}: {UsageException.OneLine(job.Started.Job.Name)}")];
        Say(lines.Length == 0 ? "flyball: no job runs" : string.Join('\n', lines));
    }

    void Draw()
    {
        IReadOnlyList<string> lines;
        lock (_counting)
        {
            // The timer may call once more after its end.
            if (_disposed || !_isShown) return;
            lines = Lines();
        }

        // Outside the lock: a terminal that is stopped must not hold up whoever counts.
        _place.Show(lines);
    }

    IReadOnlyList<string> Lines()
    {
        TimeSpan now = Now;
        RunRemarks remarks = Remarks();
        bool moreToCome = _moreToCome && !remarks.IsDraining;
        long? total = Volatile.Read(ref _total) is >= 0 and var all ? all - LeftOut() : null;
        return _settings.Look switch
        {
            DisplayLook.Bar => [StatusView.AllBar(_progress, total, now)],
            DisplayLook.TimeLeft => [StatusView.TimeLeft(_progress, total, now)],
            DisplayLook.Counts => [StatusView.RunCounts(_progress, moreToCome, now)],
            _ => StatusView.Lines(_progress, moreToCome, _sampler.Sample(), now, remarks),
        };
    }

    public void Dispose()
    {
        if (!_disposed) Draw();
        lock (_counting)
        {
            if (_disposed) return;
            _disposed = true;
            _timer.Dispose();
            _place.Dispose();
            (_sampler as IDisposable)?.Dispose();
        }
    }
}
