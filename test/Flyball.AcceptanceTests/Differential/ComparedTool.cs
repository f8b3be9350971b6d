using System.Text.RegularExpressions;
using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests.Differential;

/// <summary>One of the two tools that are compared.</summary>
/// <param name="Command">What stands for <c>{tool}</c> in a line.</param>
sealed partial record ComparedTool(string Command)
{
    public static ComparedTool Parallel { get; } = new("parallel --will-cite");

    public static ComparedTool Flyball { get; } = new("flyball run");

    /// <summary>
    /// Runs a line of the shell in a fresh folder with the prepared files, with bash also for the jobs. A pipe fails with its first program that does. What can be seen of it
    /// is returned as a text: exit status, standard output, and the files that were made or changed.
    /// </summary>
    public async Task<(string Seen, string Error)> Run(string line)
    {
        using TemporaryFolder home = new(), work = new();
        PreparedFiles.WriteTo(work.Path);
        string script = $"unset FLYBALL_SHELL PARALLEL; set -o pipefail\n{line.Replace("{tool}", Command)}\n";
        ToolResult result = await new FlyballTool
        {
            Folder = work.Path,
            Through = [Requirement.Program("bash"), "-c", script],
            Environment = new Dictionary<string, string>
            {
                ["HOME"] = home.Path,
                ["PATH"] = $"{Path.GetDirectoryName(BuiltPrograms.Tool)}:{System.Environment.GetEnvironmentVariable("PATH")}",
                ["PARALLEL_SHELL"] = "/bin/bash",
                ["LC_ALL"] = "C.UTF-8",
            },
        }.RunAsync();
        return ($"exit status {result.Exit}\n{result.Output}{Files(work.Path)}", result.Error);
    }

    static string Files(string folder) => string.Concat(
        from path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(folder, path)
        let content = File.ReadAllText(path)
        where !PreparedFiles.Contain(name, content)
        orderby name
        select $"\n== {name}\n{WithoutTimes(content)}");

    /// <summary>Joblogs and tables of results are compared as they are, but for the digits of start and run time, which become zeros.</summary>
    static string WithoutTimes(string text) => Times().Replace(text, times => Digits().Replace(times.Value, "0"));

    [GeneratedRegex("""\d{10}\.\d{3}(\t *|,|, "JobRuntime": )\d+\.\d{3}""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Times();

    [GeneratedRegex("[0-9]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();
}
