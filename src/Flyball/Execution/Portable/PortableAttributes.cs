using System.ComponentModel;
using System.Diagnostics;
using Flyball.Jobs;

namespace Flyball.Execution.Portable;

/// <summary>Gives a process priorities and CPUs as far as <see cref="Process"/> can: to the process itself, just after its start. What it has started by then does not have them.</summary>
static class PortableAttributes
{
    /// <summary>What the job asks for that can be set on no system in a portable way; <c>null</c>: nothing. A job is not run without what it asks for.</summary>
    public static string? Missing(ProcessJob job)
    {
        if (job.IoPriority is not null) return "I/O priorities cannot be set on this system";
        if (!job.Limits.IsEmpty) return "limits of a process cannot be set on this system";
        if (job.MemoryLimit is not null) return "the memory of a job cannot be limited on this system";
        if (job.CpuLimit is not null) return "the CPU use of a job cannot be limited on this system";
        if (job.Cpus.IsEmpty) return null;
        if (!OperatingSystem.IsWindows() && !OperatingSystem.IsLinux()) return StartFault.Cpus(job, "this system binds no process to CPUs");
        return job.Cpus.Any(cpu => cpu >= nint.Size * 8) ? StartFault.Cpus(job, $"this system takes 0..{(nint.Size * 8) - 1} only") : null;
    }

    /// <summary>Sets what can be set.</summary>
    /// <returns>What was refused to a job that asked for it; <c>null</c>: nothing.</returns>
    public static string? Set(Process process, JobExecution execution)
    {
        var job = (ProcessJob)execution.Job;

        // That the level's own priority cannot be had, because we run at a lower one already, is no fault of the job.
        if (job.Nice is { } nice && Try(() => process.PriorityClass = ClassOf(nice)) is { } error) return $"its nice value cannot be set to {nice}: {error}";
        if (job.Nice is null && execution.Nice != 0) Try(() => process.PriorityClass = ClassOf(execution.Nice));
        return job.Cpus.IsEmpty ? null : SetCpus(process, job);
    }

    static string? SetCpus(Process process, ProcessJob job)
    {
        nint cpus = job.Cpus.Aggregate((nint)0, (mask, cpu) => mask | ((nint)1 << cpu));
        return Try(Bind) is { } error ? StartFault.Cpus(job, error) : null;

        void Bind()
        {
            if (OperatingSystem.IsWindows() || OperatingSystem.IsLinux()) process.ProcessorAffinity = cpus;
        }
    }

    /// <summary>
    /// The class nearest to a nice value. Where the system has nice values, .NET takes 19, 10, 0, -6 and -11 for these five. The sixth class, which goes before the system's own services, is never
    /// used.
    /// </summary>
    static ProcessPriorityClass ClassOf(int nice) => nice switch
    {
        <= -11 => ProcessPriorityClass.High,
        < 0 => ProcessPriorityClass.AboveNormal,
        0 => ProcessPriorityClass.Normal,
        <= 10 => ProcessPriorityClass.BelowNormal,
        _ => ProcessPriorityClass.Idle,
    };

    /// <returns>The system's words for why it refuses; <c>null</c>: it does not, or the process has ended and needs nothing more.</returns>
    static string? Try(Action change)
    {
        try
        {
            change();
            return null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
        catch (Win32Exception refused)
        {
            return refused.Message;
        }
    }
}
