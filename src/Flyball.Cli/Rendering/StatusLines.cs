using Flyball.Cli.Output;
using Spectre.Console;

namespace Flyball.Cli.Rendering;

/// <summary>The state of a run for whoever reads it later, or as another program: a line whenever it is worth one, and the last state at the end.</summary>
sealed class StatusLines : IStatusPlace
{
    readonly Lock _writing = new();
    string _last = "";

    /// <inheritdoc/>
    public TimeSpan Period { get; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public void Show(IReadOnlyList<string> lines)
    {
        lock (_writing)
        {
            string text = string.Concat(lines.Select(line => Markup.Remove(line) + "\n"));
            if (text == _last) return;
            _last = text;
            Messages.Write(text);
        }
    }

    /// <inheritdoc/>
    public IDisposable? Hide() => null;

    /// <inheritdoc/>
    public void Dispose()
    {
        // What was written stays.
    }
}
