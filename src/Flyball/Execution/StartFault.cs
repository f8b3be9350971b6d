using Flyball.Jobs;

namespace Flyball.Execution;

/// <summary>Why a process could not be started, in the same words for every executor, with the exit status that a shell would report for it.</summary>
static class StartFault
{
    /// <summary>What a shell reports for a program that cannot be found, or cannot be run.</summary>
    public const int NotFound = 127, CannotRun = 126;

    /// <summary>The words for a start that the system refused.</summary>
    /// <param name="job">What was to be started.</param>
    /// <param name="isMissing">Whether the system says that something is not there: the program, its interpreter, or the folder to start in.</param>
    /// <param name="error">The system's words.</param>
    public static (string Reason, int? ExitCode) Of(ProcessJob job, bool isMissing, string error)
    {
        if (job.WorkingDirectory is { } directory && !Directory.Exists(directory)) return ($"cannot start in '{directory}': no such directory", CannotRun);
        if (isMissing && MissingInterpreter(job) is { } interpreter) return ($"cannot start '{job.FileName}': its interpreter '{interpreter}' was not found", NotFound);
        return isMissing ? ($"cannot start '{job.FileName}': not found", NotFound) : ($"cannot start '{job.FileName}': {error}", CannotRun);
    }

    /// <summary>What the first line of a script names; <c>null</c>: the program is not there, is no script, or was looked up in the PATH.</summary>
    static string? MissingInterpreter(ProcessJob job)
    {
        if (!job.FileName.Contains('/')) return null;
        string path = Path.Combine(job.WorkingDirectory ?? "", job.FileName);
        try
        {
            string? first = File.Exists(path) ? File.ReadLines(path).FirstOrDefault() : null;
            return first is ['#', '!', .. var rest] && rest.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [var program, ..] ? program : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The words for CPUs that the job cannot have.</summary>
    public static string Cpus(ProcessJob job, string error) => $"it cannot be bound to the CPUs {string.Join(',', job.Cpus)}: {error}";
}
