namespace Flyball.Cli.Rendering;

/// <summary>A horizontal bar of block characters.</summary>
static class Bar
{
    /// <summary>A bar of the given width in characters, filled to a share of 0..1.</summary>
    public static string Of(double share, int width)
    {
        int eighths = (int)Math.Round(Math.Clamp(share, 0, 1) * width * 8);
        string full = new('█', eighths / 8);
        string part = eighths % 8 == 0 ? "" : "▏▎▍▌▋▊▉"[(eighths % 8) - 1].ToString();
        return (full + part).PadRight(width, '░');
    }
}
