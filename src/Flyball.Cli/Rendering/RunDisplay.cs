using Flyball.Cli.Output;
using Flyball.Execution;
using Flyball.Jobs;
using Flyball.Load;
using Spectre.Console;

namespace Flyball.Cli.Rendering;

/// <summary>What is shown of a run while it lasts: status lines on a terminal, nothing elsewhere. Safe for use by any thread.</summary>
sealed class RunDisplay : IDisposable
{
    static readonly TimeSpan s_redraw = TimeSpan.FromSeconds(0.25);

    readonly Lock _counting = new();
    readonly RunProgress _progress = new();
    readonly ILoadSampler _sampler = LoadSampler.Create();
    readonly StatusArea? _status;
    readonly Timer? _timer;
    volatile bool _moreToCome = true;
    bool _disposed;

    RunDisplay(IAnsiConsole? terminal)
    {
        if (terminal is null) return;
        _status = new(terminal);
        _timer = new(_ => Draw(), null, s_redraw, s_redraw);
    }

    /// <summary>A display on standard error when that is a terminal.</summary>
    public static RunDisplay ForTerminal() => new(Console.IsErrorRedirected
        ? null
        : AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) }));

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
    public IJobOutput Around(IJobOutput output) => _status is null ? output : new TerminalOutput(output, _status);

    /// <summary>Takes what is shown away until the result is disposed.</summary>
    public IDisposable? Hide() => _status?.Hide();

    /// <summary>The same jobs; notes when there are no more.</summary>
    public IEnumerable<Job> Counted(IEnumerable<Job> jobs)
    {
        foreach (Job job in jobs) yield return job;
        _moreToCome = false;
    }

    /// <summary>Takes note of an event.</summary>
    public void Add(JobEvent happened)
    {
        if (_status is null) return;
        lock (_counting) _progress.Add(happened);
    }

    /// <summary>Says a line on standard error.</summary>
    public void Say(string line)
    {
        using IDisposable? hidden = Hide();
        Messages.Write(line + "\n");
    }

    /// <summary>Says a line where somebody looks on.</summary>
    public void SayOnTerminal(string line)
    {
        if (_status is not null) Say(line);
    }

    void Draw()
    {
        IReadOnlyList<string> lines;
        lock (_counting)
        {
            // The timer may call once more after its end.
            if (_disposed) return;
            lines = StatusView.Lines(_progress, _moreToCome, _sampler.Sample(), TimeProvider.System.GetUtcNow());
        }

        // Outside the lock: a terminal that is stopped must not hold up whoever counts.
        _status!.Show(lines);
    }

    public void Dispose()
    {
        lock (_counting)
        {
            if (_disposed) return;
            _disposed = true;
            _timer?.Dispose();
            _status?.Dispose();
            (_sampler as IDisposable)?.Dispose();
        }
    }
}
