using System.Diagnostics;
using System.Text;
using Flyball.Jobs;

namespace Flyball.AcceptanceTests.Templates;

/// <summary>What a batch of jobs did, one after another in one empty directory.</summary>
/// <param name="Outputs">The standard output of each.</param>
/// <param name="Harmed">The indices of those that created the file that none may create.</param>
sealed record BatchResult(IReadOnlyList<string> Outputs, IReadOnlyList<int> Harmed);

/// <summary>Runs many jobs with one start of a process from here: a script starts them one after another.</summary>
static class ShellBatch
{
    const string Separator = "\u001e-end-of-job-\u001e";

    public static BatchResult Run(IReadOnlyList<ProcessJob> jobs)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("flyball-shells-");
        try
        {
            string work = directory.CreateSubdirectory("work").FullName;
            string programs = directory.CreateSubdirectory("programs").FullName;
            WriteSsh(Path.Combine(programs, "ssh"));
            string script = Path.Combine(directory.FullName, "script");
            File.WriteAllText(script, Script(jobs, programs));
            string[] outputs = RunScript(script, work).Split(Separator);
            outputs.Length.ShouldBe(jobs.Count + 1, "the script ran to its end");
            string report = Path.Combine(directory.FullName, "harmed");
            return new(outputs[..^1], File.Exists(report) ? [.. File.ReadLines(report).Select(int.Parse)] : []);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    // Like the real one it joins its words by spaces and lets a shell run them; only the other machine is missing.
    static void WriteSsh(string path)
    {
        File.WriteAllText(path, "#!/bin/sh\nwhile [ \"$1\" = -p ]; do shift 2; done\nshift\nexec sh -c \"$*\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    static string Script(IReadOnlyList<ProcessJob> jobs, string programs)
    {
        StringBuilder script = new($"PATH={programs}:$PATH\n");
        for (int i = 0; i < jobs.Count; i++)
        {
            string words = string.Join(' ', jobs[i].Arguments.Prepend(jobs[i].FileName).Select(word => $"'{word.Replace("'", "'\\''")}'"));
            script.Append(words).Append(" </dev/null 2>/dev/null\n");
            script.Append($"printf '%s' '{Separator}'\n");
            script.Append($"[ -e {HostileValues.Harm} ] && {{ echo {i} >>../harmed; rm -rf {HostileValues.Harm}; }}\n");
        }

        return script.ToString();
    }

    static string RunScript(string script, string directory)
    {
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", [script])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
