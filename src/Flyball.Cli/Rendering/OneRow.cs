using Spectre.Console;
using Spectre.Console.Rendering;

namespace Flyball.Cli.Rendering;

/// <summary>Markup in one row, cut off where the terminal ends. By itself it would go on in the next row, and could then not be taken away by counting.</summary>
/// <param name="markup">The line.</param>
sealed class OneRow(string markup) : IRenderable
{
    const int Endless = 10_000;

    public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        Segment[] whole = [.. ((IRenderable)new Markup(markup)).Render(options, Endless)];
        return Segment.CellCount(whole) <= maxWidth ? whole : [.. Segment.Truncate(whole, maxWidth - 1), new Segment("…")];
    }
}
