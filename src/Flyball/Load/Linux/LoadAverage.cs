namespace Flyball.Load.Linux;

/// <summary><c>/proc/loadavg</c>. The averages are a memory of the past minutes and not used; its fourth field is of this instant.</summary>
static class LoadAverage
{
    /// <summary>Tasks that run or are ready to run, without the thread that reads the file.</summary>
    public static int? Runnable(ReadOnlySpan<byte> text)
    {
        if (!new Lines(text).TryNext(out ReadOnlySpan<byte> line)) return null;
        var fields = new Fields(line);
        if (!fields.Skip(3) || !fields.TryNext(out ReadOnlySpan<byte> tasks)) return null;
        int slash = tasks.IndexOf((byte)'/');
        if (slash < 0 || !KernelText.TryParse(tasks[..slash], out long running) || running > int.MaxValue) return null;
        return Math.Max(0, (int)running - 1);
    }
}
