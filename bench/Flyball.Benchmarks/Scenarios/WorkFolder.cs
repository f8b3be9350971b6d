using Flyball.Benchmarks.Peers;

namespace Flyball.Benchmarks.Scenarios;

/// <summary>
/// A folder with the jobs of a scenario in the form that each contestant reads. One for all runs: only the same commands in the same folder are the same jobs
/// to one who learns.
/// </summary>
sealed class WorkFolder : IDisposable
{
    /// <summary>The arguments of a job to a line, and the whole command to a line.</summary>
    public const string Arguments = "arguments", Commands = "commands";

    const string Starts = "starts", Done = "done", Home = "home";

    static readonly string[] s_kept = [Arguments, Commands, "Makefile", "build.ninja"];

    readonly Workload _workload;
    readonly string[] _data;

    public WorkFolder(Workload workload, Disk disk)
    {
        _workload = workload;
        Folder = Directory.CreateDirectory(Path.Combine(disk.Folder, $"flyball-scenario-{Guid.NewGuid():N}")).FullName;
        string[] arguments = [.. workload.Jobs.Select((job, index) => $"{index + 1} {job}")];
        string[] commands = [.. arguments.Select(line => $"{Programs.Job} {line}")];
        Write(Arguments, arguments);
        Write(Commands, commands);
        string[] names = [.. commands.Select((_, index) => $"job-{index + 1}")];
        Write("Makefile", [$"all: {string.Join(' ', names)}", .. names.Zip(commands, (name, command) => $"{name}:\n\t{command}")]);
        Write("build.ninja", ["rule job", "  command = $job", .. names.Zip(commands, (name, command) => $"build {name}: job\n  job = {command}")]);
        _data = workload.FileSize == 0 ? [] : [.. arguments.Select((_, index) => PathOf($"data.{index + 1}"))];
        foreach (string file in _data) WriteData(file);
    }

    public string Folder { get; }

    /// <summary>Where Flyball is to keep what it learns.</summary>
    public string StateFolder => PathOf(Home);

    /// <summary>Jobs that were not done.</summary>
    public int Lost => _workload.Jobs.Length - Directory.GetFiles(PathOf(Done)).Length;

    /// <summary>Runs of jobs that began and did not come to their end, whoever ended them.</summary>
    public int CutShort => Directory.GetFiles(PathOf(Starts)).Length - Directory.GetFiles(PathOf(Done)).Length;

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Takes away what a run has left, except what was learned, and waits for the disk to be quiet.</summary>
    /// <param name="alsoLearned">Whether what was learned goes, too.</param>
    public void Clear(bool alsoLearned)
    {
        foreach (string file in Directory.GetFiles(Folder))
            if (!s_kept.Contains(Path.GetFileName(file)) && !_data.Contains(file)) File.Delete(file);
        foreach (string folder in Directory.GetDirectories(Folder))
            if (alsoLearned || Path.GetFileName(folder) != Home) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(PathOf(Starts));
        Directory.CreateDirectory(PathOf(Done));
        if (_data.Length > 0) Programs.Evict(_data);
        Tool.Run("sync", "-f", Folder);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    void Write(string name, IEnumerable<string> lines) => File.WriteAllLines(PathOf(name), lines);

    void WriteData(string file)
    {
        byte[] block = new byte[1 << 20];
        new Random(1).NextBytes(block);
        using FileStream data = File.Create(file);
        for (int written = 0; written < _workload.FileSize; written++) data.Write(block);
    }
}
