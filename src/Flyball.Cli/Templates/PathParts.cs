namespace Flyball.Cli.Templates;

/// <summary>Parts of a value that is a path. Together with what each leaves out they give the whole again.</summary>
static class PathParts
{
    /// <summary>What follows the last slash.</summary>
    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>As dirname(1): without the last part and the slashes around it.</summary>
    public static string Folder(string path)
    {
        ReadOnlySpan<char> parts = path.AsSpan().TrimEnd('/');
        ReadOnlySpan<char> folder = parts[..(parts.LastIndexOf('/') + 1)].TrimEnd('/');
        return folder.Length > 0 ? folder.ToString() : path.StartsWith('/') ? "/" : ".";
    }

    /// <summary>What precedes the last slash; nothing when there is none.</summary>
    public static string BeforeName(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];

    /// <summary>What precedes the last extensions; all when there are not that many behind the last slash.</summary>
    public static string WithoutExtensions(string path, int count) => Dot(path, count) is >= 0 and var dot ? path[..dot] : path;

    /// <summary>The last extensions, without the first dot; nothing when there are not that many behind the last slash.</summary>
    public static string Extensions(string path, int count) => Dot(path, count) is >= 0 and var dot ? path[(dot + 1)..] : "";

    /// <summary>What follows the last dot, wherever that is.</summary>
    public static string AfterLastDot(string path) => path.LastIndexOf('.') is >= 0 and var dot ? path[(dot + 1)..] : "";

    static int Dot(string path, int count)
    {
        int name = path.LastIndexOf('/') + 1;
        int dot = path.Length;
        while (count-- > 0)
        {
            dot = path.AsSpan(name, dot - name).LastIndexOf('.');
            if (dot < 0) return -1;
            dot += name;
        }

        return dot;
    }
}
