using Spectre.Console;

namespace Flyball.Cli.Rendering;

/// <summary>Where the state of a run is shown. Safe for use by any thread.</summary>
interface IStatusPlace : IDisposable
{
    /// <summary>How often it is worth showing what is new.</summary>
    TimeSpan Period { get; }

    /// <summary>Shows other lines.</summary>
    /// <param name="lines">Markup.</param>
    void Show(IReadOnlyList<string> lines);

    /// <summary>Makes room for something else until the result is disposed; may be asked for several times at once.</summary>
    IDisposable? Hide();
}

/// <summary>
/// A few lines at the bottom of a terminal that are drawn again and again, and that give way while something else is written; nothing on one that is too small. Safe for use by any thread.
/// </summary>
/// <param name="console">The terminal.</param>
/// <param name="isOurs">Whether it is ours to draw on, for now; <c>null</c>: always.</param>
/// <param name="takeOpenLine">Whether something else has left the cursor behind it, in a line that is to be ended; <c>null</c>: never.</param>
sealed class StatusArea(IAnsiConsole console, Func<bool>? isOurs = null, Func<bool>? takeOpenLine = null) : IStatusPlace
{
    /// <summary>In fewer columns nothing can be read.</summary>
    const int LeastWidth = 20;

    readonly Lock _drawing = new();
    IReadOnlyList<string> _lines = [];
    int _drawn, _hidden;
    bool _closed;

    /// <summary>Whether the terminal was closed: it then takes nothing any more.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Where somebody else has gone on below our lines, these stay.</summary>
    bool MayDraw => !IsGone && (isOurs is null || isOurs());

    /// <inheritdoc/>
    public TimeSpan Period { get; } = TimeSpan.FromSeconds(0.25);

    /// <inheritdoc/>
    public void Show(IReadOnlyList<string> lines)
    {
        lock (_drawing)
        {
            if (_closed) return;
            _lines = lines;
            if (_hidden > 0) return;
            Erase();
            Draw();
        }
    }

    /// <inheritdoc/>
    public IDisposable? Hide()
    {
        lock (_drawing)
        {
            if (_hidden++ == 0) Erase();
        }

        return new Hidden(this);
    }

    /// <summary>Takes the lines away for good.</summary>
    public void Dispose()
    {
        lock (_drawing)
        {
            Erase();
            _closed = true;
        }
    }

    void Reveal()
    {
        lock (_drawing)
        {
            if (--_hidden == 0 && !_closed) Draw();
        }
    }

    void Draw()
    {
        // Lines that have scrolled away cannot be erased.
        if (!MayDraw || _lines.Count == 0 || console.Profile.Width < LeastWidth || console.Profile.Height <= _lines.Count) return;
        Write(() =>
        {
            if (takeOpenLine?.Invoke() == true) console.WriteLine();
            foreach (string line in _lines)
            {
                console.Write(new OneRow(line));
                console.WriteLine();
            }
        });
        _drawn = _lines.Count;
    }

    void Erase()
    {
        if (_drawn == 0) return;
        if (MayDraw) Write(() => console.Write(new ControlCode($"\u001b[{_drawn}A\r\u001b[J")));
        _drawn = 0;
    }

    /// <summary>Whoever closes the window, or loses the connection, ends what is shown and nothing else.</summary>
    void Write(Action write)
    {
        try
        {
            write();
        }
        catch (IOException)
        {
            IsGone = true;
        }
    }

    sealed class Hidden(StatusArea area) : IDisposable
    {
        public void Dispose() => area.Reveal();
    }
}
