namespace Flyball.Benchmarks.Peers;

/// <summary>A folder, first on the path of all that is run, with the Flyball to be measured and the loop in C.</summary>
sealed class Toolbox : IDisposable
{
    /// <summary>Options that a user may keep for a contestant, and the mark of a job of Flyball, within which this may run.</summary>
    static readonly string[] s_removed = ["FLYBALL_OPTIONS", "FLYBALL_SHELL", "FLYBALL_JOB", "PARALLEL_SHELL", "PARALLEL", "MAKEFLAGS", "MAKELEVEL", "NINJA_STATUS"];

    /// <summary>Makes the environment of this process, which all that is run inherits, the same for all: one shell, no options.</summary>
    public Toolbox()
    {
        Environment.SetEnvironmentVariable("PATH", $"{Folder}:{Environment.GetEnvironmentVariable("PATH")}");
        Environment.SetEnvironmentVariable("SHELL", "/bin/sh");
        foreach (string name in s_removed) Environment.SetEnvironmentVariable(name, null);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("flyball-tools-").FullName;

    /// <summary>Puts a program into the folder.</summary>
    public void Add(string program, string path) => File.CreateSymbolicLink(Path.Combine(Folder, program), path);

    public static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
