using Flyball.Jobs;
using Microsoft.Win32.SafeHandles;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>
/// Starts processes by posix_spawn: in a process group of their own, with default signals, an empty signal mask, an empty standard input, and no
/// descriptors but 0, 1 and 2. System.Diagnostics.Process can do none of these: its children ignore SIGPIPE and inherit what is open. Not thread safe: each thread that starts
/// processes has one of its own; what they share is safe.
/// </summary>
/// <param name="environment">What processes inherit.</param>
/// <param name="programs">Where programs are.</param>
/// <param name="nullDevice">The null device, open: handing it on is cheaper than opening it for each process.</param>
sealed unsafe class ProcessSpawner(EnvironmentBlock environment, ProgramPaths programs, SafeFileHandle nullDevice) : IDisposable
{
    readonly NativeStrings _strings = new();
    static volatile bool s_cannotCloseFrom;

    /// <summary>What to start.</summary>
    /// <param name="Job">The program.</param>
    /// <param name="Marker">Value of <see cref="JobMarker.Variable"/> in its environment.</param>
    /// <param name="Output">Descriptor that becomes standard output, or −1: inherited.</param>
    /// <param name="Error">Descriptor that becomes standard error, or −1: inherited.</param>
    /// <param name="Discard">Whether standard output and error go to the null device.</param>
    public readonly record struct Request(ProcessJob Job, string Marker, int Output, int Error, bool Discard);

    /// <summary>Starts a process. Returns when its program runs: until then the thread waits, as with vfork(2).</summary>
    /// <param name="request">What to start.</param>
    /// <param name="pid">Its number.</param>
    /// <returns>0, or the number of the error.</returns>
    public int Start(in Request request, out int pid)
    {
        pid = 0;
        ProcessJob job = request.Job;
        if (programs.Find(job.FileName, job.WorkingDirectory) is not { } program) return NoSuchFile;
        int error = Start(request, program, isScript: false, out pid);

        // It was found before, and is not there any more: perhaps it is in another folder now.
        if (error == NoSuchFile && programs.FindAgain(job.FileName, job.WorkingDirectory) is { } other && other != program)
            error = Start(request, program = other, isScript: false, out pid);

        // A script without an interpreter line is run by the shell, as every shell does.
        return error == ExecFormat ? Start(request, program, isScript: true, out pid) : error;
    }

    int Start(in Request request, string program, bool isScript, out int pid)
    {
        ProcessJob job = request.Job;
        _strings.Clear();
        nuint directory = _strings.Add(job.WorkingDirectory ?? "");
        nuint path = _strings.Add(isScript ? "/bin/sh" : program);
        nuint arguments = AddArguments(job, isScript ? program : null);
        nuint variables = AddEnvironment(job, request.Marker);
        FixPointers(arguments);

        byte* actions = stackalloc byte[FileActionsSize];
        byte* attributes = stackalloc byte[AttributesSize];
        posix_spawn_file_actions_init(actions);
        posix_spawnattr_init(attributes);
        try
        {
            Redirect(actions, request);
            if (job.WorkingDirectory is not null) posix_spawn_file_actions_addchdir_np(actions, _strings.At(directory));
            CloseInherited(actions);
            SetSignalsAndGroup(attributes);
            int started;
            int error = posix_spawn(&started, _strings.At(path), actions, attributes, (byte**)_strings.At(arguments), (byte**)_strings.At(variables));
            pid = started;
            return error;
        }
        finally
        {
            posix_spawn_file_actions_destroy(actions);
            posix_spawnattr_destroy(attributes);
        }
    }

    void Redirect(byte* actions, in Request request)
    {
        int nothing = (int)nullDevice.DangerousGetHandle();
        posix_spawn_file_actions_adddup2(actions, nothing, 0);
        if (request.Discard || request.Output >= 0) posix_spawn_file_actions_adddup2(actions, request.Discard ? nothing : request.Output, 1);
        if (request.Discard || request.Error >= 0) posix_spawn_file_actions_adddup2(actions, request.Discard ? nothing : request.Error, 2);
    }

    static void CloseInherited(byte* actions)
    {
        // Older C libraries lack it; our own descriptors are close-on-exec anyway, only what our parent left open would reach the job.
        if (s_cannotCloseFrom) return;
        try
        {
            posix_spawn_file_actions_addclosefrom_np(actions, 3);
        }
        catch (EntryPointNotFoundException)
        {
            s_cannotCloseFrom = true;
        }
    }

    static void SetSignalsAndGroup(byte* attributes)
    {
        ulong* signals = stackalloc ulong[SignalSetSize / sizeof(ulong)];
        new Span<ulong>(signals, SignalSetSize / sizeof(ulong)).Clear();
        posix_spawnattr_setsigmask(attributes, signals);
        signals[0] = ulong.MaxValue;
        posix_spawnattr_setsigdefault(attributes, signals);
        posix_spawnattr_setpgroup(attributes, 0);
        posix_spawnattr_setflags(attributes, SetProcessGroup | SetDefaultSignals | SetSignalMask);
    }

    /// <summary>Lays out a NULL-terminated array whose entries are offsets for now, plus one so that NULL stays apart.</summary>
    nuint AddArguments(ProcessJob job, string? script)
    {
        int first = script is null ? 0 : 1;
        nuint array = _strings.AddPointers(first + job.Arguments.Length + 2);
        if (script is not null) SetEntry(array, 0, _strings.Add("/bin/sh"));
        SetEntry(array, first, _strings.Add(script ?? job.FileName));
        for (int i = 0; i < job.Arguments.Length; i++) SetEntry(array, first + 1 + i, _strings.Add(job.Arguments[i]));
        ((nuint*)_strings.At(array))[first + 1 + job.Arguments.Length] = 0;
        return array;
    }

    void SetEntry(nuint array, int index, nuint offset) => ((nuint*)_strings.At(array))[index] = offset + 1;

    void FixPointers(nuint array)
    {
        for (var entry = (nuint*)_strings.At(array); *entry != 0; entry++) *entry = (nuint)_strings.At(*entry - 1);
    }

    /// <summary>Lays out a NULL-terminated array of addresses. Nothing may be added behind it: the buffer could move.</summary>
    nuint AddEnvironment(ProcessJob job, string marker)
    {
        int own = 0;
        Span<nuint> offsets = job.Environment.Count < 64 ? stackalloc nuint[job.Environment.Count + 1] : new nuint[job.Environment.Count + 1];
        foreach ((string name, string? value) in job.Environment)
            if (value is not null && name != JobMarker.Variable) offsets[own++] = _strings.Add($"{name}={value}");
        offsets[own++] = _strings.Add($"{JobMarker.Variable}={marker}");
        nuint array = _strings.AddPointers(environment.Count + own + 1);
        var addresses = new Span<nint>(_strings.At(array), environment.Count + own + 1);
        int count = environment.CopyTo(addresses, job.Environment);
        foreach (nuint offset in offsets[..own]) addresses[count++] = (nint)_strings.At(offset);
        addresses[count] = 0;
        return array;
    }

    public void Dispose() => _strings.Dispose();
}
