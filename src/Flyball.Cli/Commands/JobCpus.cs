using System.Collections.Immutable;
using Flyball.Cli.CommandLine;
using Flyball.Execution.Linux;

namespace Flyball.Cli.Commands;

/// <summary>The CPUs that <c>--cpu-list</c> gives to jobs.</summary>
static class JobCpus
{
    /// <exception cref="UsageException">One of them is not there, or not for us.</exception>
    public static void Check(ImmutableArray<int> cpus)
    {
        if (cpus.IsEmpty || !OperatingSystem.IsLinux()) return;
        int? lacking = null;

        // Only who tries them knows what the control groups around us allow; this thread keeps its own.
        var trial = new Thread(() => lacking = cpus.Cast<int?>().FirstOrDefault(cpu => ProcessAttributes.UseCpus([cpu!.Value]) != 0));
        trial.Start();
        trial.Join();
        if (lacking is { } cpu) throw UsageException.Of("--cpu-list", $"there is no CPU {cpu} that jobs may use", "CPUs are counted from 0; 'nproc' tells how many there are");
    }
}
