using System.Collections;
using Flyball.Jobs;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>
/// Starts processes by posix_spawn: in a process group of their own, with default signals, an empty signal mask, an empty standard input, and no
/// descriptors but 0, 1 and 2. System.Diagnostics.Process can do none of these: its children ignore SIGPIPE and inherit what is open. Not thread safe.
/// </summary>
sealed unsafe class ProcessSpawner : IDisposable
{
    readonly NativeStrings _strings = new();
    readonly KeyValuePair<string, string>[] _environment = CurrentEnvironment();
    static volatile bool s_cannotCloseFrom;

    /// <summary>What to start.</summary>
    /// <param name="Job">The program.</param>
    /// <param name="Marker">Value of <see cref="JobMarker.Variable"/> in its environment.</param>
    /// <param name="Output">Descriptor that becomes standard output, or −1: inherited.</param>
    /// <param name="Error">Descriptor that becomes standard error, or −1: inherited.</param>
    /// <param name="Discard">Whether standard output and error go to the null device.</param>
    public readonly record struct Request(ProcessJob Job, string Marker, int Output, int Error, bool Discard);

    /// <summary>Starts a process.</summary>
    /// <param name="request">What to start.</param>
    /// <param name="pid">Its number.</param>
    /// <returns>0, or the number of the error.</returns>
    public int Start(in Request request, out int pid)
    {
        int error = Start(request, [], out pid);
        // A script without an interpreter line is run by the shell, as every shell does.
        return error == ExecFormat ? Start(request, ["/bin/sh"], out pid) : error;
    }

    int Start(in Request request, ReadOnlySpan<string> interpreter, out int pid)
    {
        ProcessJob job = request.Job;
        _strings.Clear();
        nuint nullDevice = _strings.Add("/dev/null");
        nuint directory = _strings.Add(job.WorkingDirectory ?? "");
        nuint program = _strings.Add(interpreter.IsEmpty ? job.FileName : interpreter[0]);
        nuint argv = AddArguments(job, interpreter);
        nuint envp = AddEnvironment(job, request.Marker);
        FixPointers(argv);
        FixPointers(envp);

        byte* actions = stackalloc byte[FileActionsSize];
        byte* attributes = stackalloc byte[AttributesSize];
        posix_spawn_file_actions_init(actions);
        posix_spawnattr_init(attributes);
        try
        {
            Redirect(actions, request, _strings.At(nullDevice));
            if (job.WorkingDirectory is not null) posix_spawn_file_actions_addchdir_np(actions, _strings.At(directory));
            CloseInherited(actions);
            SetSignalsAndGroup(attributes);
            int started;
            int error = posix_spawnp(&started, _strings.At(program), actions, attributes, (byte**)_strings.At(argv), (byte**)_strings.At(envp));
            pid = started;
            return error;
        }
        finally
        {
            posix_spawn_file_actions_destroy(actions);
            posix_spawnattr_destroy(attributes);
        }
    }

    static void Redirect(byte* actions, in Request request, byte* nullDevice)
    {
        posix_spawn_file_actions_addopen(actions, 0, nullDevice, OpenReadOnly, 0);
        if (request.Discard)
        {
            posix_spawn_file_actions_addopen(actions, 1, nullDevice, OpenReadWrite, 0);
            posix_spawn_file_actions_addopen(actions, 2, nullDevice, OpenReadWrite, 0);
        }

        if (request.Output >= 0) posix_spawn_file_actions_adddup2(actions, request.Output, 1);
        if (request.Error >= 0) posix_spawn_file_actions_adddup2(actions, request.Error, 2);
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
    nuint AddArguments(ProcessJob job, ReadOnlySpan<string> interpreter)
    {
        int count = interpreter.Length + 1 + job.Arguments.Length;
        nuint array = _strings.AddPointers(count + 1);
        int index = 0;
        foreach (string word in interpreter) SetEntry(array, index++, _strings.Add(word));
        SetEntry(array, index++, _strings.Add(job.FileName));
        foreach (string argument in job.Arguments) SetEntry(array, index++, _strings.Add(argument));
        ((nuint*)_strings.At(array))[index] = 0;
        return array;
    }

    nuint AddEnvironment(ProcessJob job, string marker)
    {
        nuint array = _strings.AddPointers(_environment.Length + job.Environment.Count + 2);
        int index = 0;
        foreach ((string name, string entry) in _environment)
            if (name != JobMarker.Variable && (job.Environment.IsEmpty || !job.Environment.ContainsKey(name)))
                SetEntry(array, index++, _strings.Add(entry));
        foreach ((string name, string? value) in job.Environment)
            if (value is not null && name != JobMarker.Variable) SetEntry(array, index++, _strings.Add($"{name}={value}"));
        SetEntry(array, index++, _strings.Add($"{JobMarker.Variable}={marker}"));
        ((nuint*)_strings.At(array))[index] = 0;
        return array;
    }

    void SetEntry(nuint array, int index, nuint offset) => ((nuint*)_strings.At(array))[index] = offset + 1;

    void FixPointers(nuint array)
    {
        for (var entry = (nuint*)_strings.At(array); *entry != 0; entry++) *entry = (nuint)_strings.At(*entry - 1);
    }

    static KeyValuePair<string, string>[] CurrentEnvironment() =>
        [.. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create((string)entry.Key, $"{entry.Key}={entry.Value}"))];

    public void Dispose() => _strings.Dispose();
}
