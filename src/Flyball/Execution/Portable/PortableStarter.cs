using System.ComponentModel;
using System.Diagnostics;
using Flyball.Jobs;

namespace Flyball.Execution.Portable;

/// <summary>Starts the process of a job by <see cref="Process"/>. Safe for use by any thread.</summary>
sealed class PortableStarter
{
    /// <summary>Numbers that all systems share, but for the second, which only Windows uses in this sense, and the last two, which only the others do.</summary>
    const int NoSuchFile = 2, NoSuchPath = 3, ExecFormat = 8, PermissionDenied = 13;

    readonly ProgramPaths _programs = new(MayRun);

    /// <summary>Starts a process with an empty standard input.</summary>
    /// <param name="job">What to start.</param>
    /// <param name="process">The process; <c>null</c> when it could not be started.</param>
    /// <returns>Why not; <c>null</c>: it was.</returns>
    public (string Reason, int? ExitCode)? Start(ProcessJob job, out Process? process)
    {
        int error = TryStart(job, out process);
        if (error != 0) return StartFault.Of(job, error is NoSuchFile or NoSuchPath, new Win32Exception(error).Message);
        process!.StandardInput.Close();
        return null;
    }

    int TryStart(ProcessJob job, out Process? process)
    {
        process = null;
        if (job.WorkingDirectory is { } directory && !Directory.Exists(directory)) return NoSuchFile;
        if (OperatingSystem.IsWindows()) return TryStart(job, OnWindows(job), [], out process);
        if (_programs.Find(job.FileName, job.WorkingDirectory) is not { } program) return NoSuchFile;
        int error = TryStart(job, Whole(program, job), [], out process);

        // It was found before, and is not there any more: perhaps it is in another folder now.
        if (error == NoSuchFile && _programs.FindAgain(job.FileName, job.WorkingDirectory) is { } other && other != program)
            error = TryStart(job, Whole(program = other, job), [], out process);

        // A script without an interpreter line is run by the shell, as every shell does.
        return error == ExecFormat ? TryStart(job, "/bin/sh", [Whole(program, job)], out process) : error;
    }

    static int TryStart(ProcessJob job, string program, ReadOnlySpan<string> first, out Process? process)
    {
        process = null;

        // .NET's own exception for this has no number.
        if (!OperatingSystem.IsWindows() && Directory.Exists(program)) return PermissionDenied;
        var start = new ProcessStartInfo(program, [.. first, .. job.Arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = job.WorkingDirectory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = job.Output != ProcessOutput.Inherit,
            RedirectStandardError = job.Output != ProcessOutput.Inherit,
        };
        foreach ((string name, string? value) in job.Environment)
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        try
        {
            process = Process.Start(start);
            return 0;
        }
        catch (Win32Exception refused)
        {
            return refused.NativeErrorCode;
        }
    }

    /// <summary>Windows knows itself where it looks for a bare name. A path is seen from where the job starts, as on every other system.</summary>
    static string OnWindows(ProcessJob job) => Path.GetFileName(job.FileName) == job.FileName ? job.FileName : Whole(job.FileName, job);

    /// <summary>A path from the root: for all others .NET looks beside this program and in its current folder first.</summary>
    static string Whole(string path, ProcessJob job) => Path.GetFullPath(path, Path.GetFullPath(job.WorkingDirectory ?? "."));

    /// <summary>Whether anybody may run it: what of that holds for us only the start tells.</summary>
    static bool MayRun(string path) =>
        (new FileInfo(path).UnixFileMode & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != UnixFileMode.None;
}
