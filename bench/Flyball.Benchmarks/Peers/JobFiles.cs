namespace Flyball.Benchmarks.Peers;

/// <summary>A new folder with the same jobs in the form that each contestant reads. New for each run: make and ninja would find what they need done already.</summary>
sealed class JobFiles : IDisposable
{
    /// <summary>A command to a line.</summary>
    public const string Commands = "commands";

    /// <summary>A number to a line.</summary>
    public const string Values = "values";

    /// <summary>A program that adds the number of its arguments to <see cref="Started"/>.</summary>
    public const string Counter = "count";

    public const string Started = "started";

    public JobFiles(string job, int jobs)
    {
        string[] numbers = [.. Enumerable.Range(1, jobs).Select(number => $"{number}")];
        Write(Commands, numbers.Select(number => job.Replace("{}", number)));
        Write(Values, numbers);
        Write("Makefile", [$"all: {string.Join(' ', numbers)}", $"{string.Join(' ', numbers)}:", $"\t{job.Replace("{}", "$@")}"]);
        Write("build.ninja", ["rule job", $"  command = {job.Replace("{}", "$out")}", .. numbers.Select(number => $"build {number}: job")]);
        Write(Counter, ["#!/bin/sh", $"echo $# >>{Started}"]);
        File.SetUnixFileMode(PathOf(Counter), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("flyball-peers-").FullName;

    public string PathOf(string name) => Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    void Write(string name, IEnumerable<string> lines) => File.WriteAllLines(PathOf(name), lines);
}
