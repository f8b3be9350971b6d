using System.Collections.Immutable;
using System.Diagnostics;
using Flyball.Jobs;
using Microsoft.Win32.SafeHandles;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>Starts the process of a job with all that belongs to it: streams, control group, CPUs, priorities, limits. Safe for use by several threads, each with a spawner of its own.</summary>
sealed class ChildStarter(JobMarker marker, JobGroups groups) : IDisposable
{
    readonly EnvironmentBlock _environment = new(keepsMarker: false);
    readonly ProgramPaths _programs = new(MayRun);
    readonly SafeFileHandle _nullDevice = OpenNullDevice();
    readonly int[] _cpus = CpusOfThisThread();

    int _starting;

    /// <summary>Whether there may be a process whose number its job does not know yet.</summary>
    public bool IsStarting => Volatile.Read(ref _starting) != 0;

    public ProcessSpawner NewSpawner() => new(_environment, _programs, _nullDevice);

    /// <summary>Starts a process.</summary>
    /// <param name="child">What to start.</param>
    /// <param name="spawner">The calling thread's.</param>
    /// <param name="slot">The calling thread's for <see cref="JobMarker"/>.</param>
    /// <returns>Whether it runs as it should; else <see cref="ChildProcess.Fault"/> says why not, and if there is a process, it must not go on.</returns>
    public bool Start(ChildProcess child, ProcessSpawner spawner, int slot)
    {
        lock (child)
        {
            child.StartedAt = Stopwatch.GetTimestamp();
            if (child.MustEnd || !OpenStreams(child) || !MakeGroup(child)) return false;
            marker.MarkNext(child.Tag, slot);
            child.Fault = SpawnInGroup(child, spawner);
            child.StandardOutput?.CloseWriteEnd();
            child.StandardError?.CloseWriteEnd();
            if (child.Fault is not null) return false;

            marker.Mark(child.Pid, child.Tag, slot);
            string? reason = JoinGroup(child);
            child.Descriptor = PidfdOpen(child.Pid);
            reason ??= child.Descriptor < 0 ? $"the process cannot be watched: {Describe(LastError)}" : ProcessAttributes.SetPriorities(child.Pid, child.Execution);
            reason ??= ProcessAttributes.SetLimits(child.Pid, LimitsOf(child));
            if (reason is not null) child.Fault = (reason, null);
            return reason is null;
        }
    }

    static bool OpenStreams(ChildProcess child)
    {
        if (!child.Collects) return true;
        child.StandardOutput = CollectedStream.Open();
        child.StandardError = child.StandardOutput is null ? null : CollectedStream.Open();
        if (child.StandardError is not null) return true;
        child.Fault = ($"its output cannot be collected: {Describe(LastError)}", null);
        return false;
    }

    bool MakeGroup(ChildProcess child)
    {
        try
        {
            child.Group = groups.Make(child.Execution.Job);
            return true;
        }
        catch (IOException refused)
        {
            child.Fault = ($"{CannotLimit(child.Execution.Job)}: {refused.Message}", StartFault.CannotRun);
            return false;
        }
    }

    (string Reason, int? ExitCode)? SpawnInGroup(ChildProcess child, ProcessSpawner spawner)
    {
        if (child.Group is not { } group) return Spawn(child, spawner);
        try
        {
            group.Enter();
            return Spawn(child, spawner);
        }
        catch (IOException refused)
        {
            return ($"{CannotLimit(child.Execution.Job)}: {refused.Message}", StartFault.CannotRun);
        }
        finally
        {
            group.Leave();
        }
    }

    /// <summary>Has the process join groups that take only processes which run, with what it has started by then: the first thing after its start.</summary>
    /// <returns>Why it cannot; <c>null</c>: it can.</returns>
    static string? JoinGroup(ChildProcess child)
    {
        if (child.Group is not { TakesInProcesses: true } group) return null;
        try
        {
            group.Attach(child.Pid);
            HashSet<int> joined = [child.Pid];
            for (bool foundMore = true; foundMore;)
            {
                foundMore = false;
                foreach (JobMember member in JobMembers.Find([child]))
                {
                    if (!joined.Add(member.Pid)) continue;
                    group.Attach(member.Pid);
                    foundMore = true;
                }
            }

            return null;
        }
        catch (IOException refused)
        {
            return $"{CannotLimit(child.Execution.Job)}: {refused.Message}";
        }
    }

    static string CannotLimit(Job job) => job.CpuLimit is { } cores
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"it cannot be limited to {cores} cores")
        : $"its memory cannot be limited to {job.MemoryLimit}";

    /// <summary>The job's limits. Without a group its memory is limited as far as a process can be; who limits the address space knows better.</summary>
    static ImmutableArray<ResourceLimit> LimitsOf(ChildProcess child)
    {
        var job = (ProcessJob)child.Execution.Job;
        return job.MemoryLimit is not { Bytes: var bytes } || child.Group is { LimitsMemory: true } || job.Limits.Any(limit => limit.Resource == LimitedResource.AddressSpace)
            ? job.Limits
            : job.Limits.Add(new(LimitedResource.AddressSpace, bytes, bytes));
    }

    (string Reason, int? ExitCode)? Spawn(ChildProcess child, ProcessSpawner spawner)
    {
        var job = (ProcessJob)child.Execution.Job;
        if (!job.Cpus.IsEmpty && ProcessAttributes.UseCpus(job.Cpus.AsSpan()) is not 0 and var refused)
            return (StartFault.Cpus(job, Describe(refused)), StartFault.CannotRun);
        var request = new ProcessSpawner.Request(
            job, marker.Chain(child.Execution.Id), child.StandardOutput?.WriteEnd ?? -1, child.StandardError?.WriteEnd ?? -1,
            Discard: job.Output != ProcessOutput.Inherit && child.StandardOutput is null);
        Interlocked.Increment(ref _starting);
        try
        {
            int error = spawner.Start(request, out int pid);
            child.Pid = pid;
            return error == 0 ? null : StartFault.Of(job, error == NoSuchFile, Describe(error));
        }
        finally
        {
            Interlocked.Decrement(ref _starting);
            if (!job.Cpus.IsEmpty) ProcessAttributes.UseCpus(_cpus);
        }
    }

    /// <exception cref="IOException">There is none: jobs would read what we read.</exception>
    static SafeFileHandle OpenNullDevice() => Descriptor.Open("/dev/null", OpenReadWrite | OpenCloseOnExec, 0) is >= 0 and var descriptor
        ? new(descriptor, ownsHandle: true)
        : throw new IOException($"Cannot open /dev/null: {Describe(LastError)}.");

    static unsafe int[] CpusOfThisThread()
    {
        byte* set = stackalloc byte[CpuSetSize];
        if (sched_getaffinity(0, CpuSetSize, set) < 0) return [];
        byte[] bits = new Span<byte>(set, CpuSetSize).ToArray();
        return [.. Enumerable.Range(0, CpuSetSize * 8).Where(cpu => (bits[cpu / 8] & (1 << (cpu % 8))) != 0)];
    }

    public void Dispose()
    {
        _environment.Dispose();
        _nullDevice.Dispose();
    }

    /// <summary>As the kernel will see it, whoever we are and whatever the file's access list says.</summary>
    static unsafe bool MayRun(string path)
    {
        const int execute = 1;
        fixed (byte* bytes = Descriptor.Bytes(path)) return access(bytes, execute) == 0;
    }
}
