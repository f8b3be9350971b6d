namespace Flyball.Tests.Load;

/// <summary>A copy of a captured tree of kernel files, in a folder of its own that a test may change.</summary>
sealed class FixtureTree : IDisposable
{
    public static readonly string[] Kinds =
    [
        "kernel-6.18-hybrid", "systemd-v2", "docker-v2", "docker-v1", "kubernetes-v1", "kernel-3.10", "kernel-5.4-hybrid", "many-cores",
    ];

    public FixtureTree(string kind)
    {
        string source = Folder(kind);
        foreach (string file in Files(kind))
        {
            string copy = Path.Combine(Root, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("flyball-load-").FullName;

    /// <summary>The paths of all files of a captured tree.</summary>
    public static string[] Files(string kind)
    {
        string[] files = Directory.GetFiles(Folder(kind), "*", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    public static byte[] Bytes(string kind, string path) => File.ReadAllBytes(Path.Combine(Folder(kind), path));

    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    // Into the same file, as the kernel changes what its files say: handles stay good.
    public void Write(string path, string text) => File.WriteAllText(Path.Combine(Root, path), text);

    public void Replace(string path, string old, string text)
    {
        string before = Read(path);
        before.ShouldContain(old);
        Write(path, before.Replace(old, text));
    }

    public void Dispose() => Directory.Delete(Root, true);

    static string Folder(string kind) => Path.Combine(AppContext.BaseDirectory, "Load", "Fixtures", kind);
}
