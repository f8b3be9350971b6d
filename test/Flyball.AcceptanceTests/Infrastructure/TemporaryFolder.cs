namespace Flyball.AcceptanceTests.Infrastructure;

/// <summary>An empty folder that is gone after the test.</summary>
sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("flyball-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string File(string name, string content)
    {
        System.IO.File.WriteAllText(File(name), content);
        return File(name);
    }

    /// <summary>How often a text stands in a file; 0 when there is none yet.</summary>
    public int Count(string name, string text) => System.IO.File.Exists(File(name)) ? System.IO.File.ReadAllText(File(name)).Split(text).Length - 1 : 0;

    /// <summary>A run that a test has killed, or left alone, may still be ending, and write there meanwhile.</summary>
    public void Dispose()
    {
        if (!SpinWait.SpinUntil(TryDelete, TimeSpan.FromSeconds(10))) Directory.Delete(Path, recursive: true);
    }

    bool TryDelete()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return !Directory.Exists(Path);
        }
    }
}
