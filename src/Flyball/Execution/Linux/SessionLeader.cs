using static Flyball.Execution.Linux.Native;

namespace Flyball.Execution.Linux;

/// <summary>Starts a program as the leader of a session of its own: away from the terminal, and for the scheduler's autogroup apart from what the user works with.</summary>
static unsafe class SessionLeader
{
    /// <summary>The descriptor by which the program is handed what it is given.</summary>
    public const int Channel = 3;

    /// <summary>Starts a program with our own standard streams and environment. SIGUSR1 and SIGUSR2 are held back until it can take them: see <see cref="Signals.Admit"/>. A stream that we were started without is one that is at its end and takes nothing.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">All words, the name by which it is called included.</param>
    /// <param name="channel">Becomes <see cref="Channel"/>.</param>
    /// <param name="pid">Its number.</param>
    /// <returns>0, or the number of the error.</returns>
    public static int Start(string program, ReadOnlySpan<string> arguments, int channel, out int pid)
    {
        using EnvironmentBlock environment = new(keepsMarker: true);
        using NativeStrings strings = new();
        nuint path = strings.Add(program), nullDevice = strings.Add("/dev/null");
        Span<nuint> words = stackalloc nuint[arguments.Length];
        for (int i = 0; i < arguments.Length; i++) words[i] = strings.Add(arguments[i]);
        nuint argv = strings.AddPointers(arguments.Length + 1), envp = strings.AddPointers(environment.Count + 1);
        for (int i = 0; i <= arguments.Length; i++) ((nint*)strings.At(argv))[i] = i < arguments.Length ? (nint)strings.At(words[i]) : 0;
        environment.CopyTo(new Span<nint>(strings.At(envp), environment.Count), []);
        ((nint*)strings.At(envp))[environment.Count] = 0;

        byte* actions = stackalloc byte[FileActionsSize];
        byte* attributes = stackalloc byte[AttributesSize];
        posix_spawn_file_actions_init(actions);
        posix_spawnattr_init(attributes);
        for (int stream = 0; stream <= 2; stream++)
            if (IsOurOwn(stream)) posix_spawn_file_actions_addopen(actions, stream, strings.At(nullDevice), OpenReadOnly, 0);
        posix_spawn_file_actions_adddup2(actions, channel, Channel);
        ulong* held = stackalloc ulong[SignalSetSize / sizeof(ulong)];
        Signals.Fill(held, User1, User2);
        posix_spawnattr_setsigmask(attributes, held);
        posix_spawnattr_setflags(attributes, SetSession | SetSignalMask);
        int started;
        int error = posix_spawn(&started, strings.At(path), actions, attributes, (byte**)strings.At(argv), (byte**)strings.At(envp));
        pid = started;
        posix_spawn_file_actions_destroy(actions);
        posix_spawnattr_destroy(attributes);
        return error;
    }

    /// <summary>Whether a descriptor is closed, or was opened by the runtime because it was free: what is inherited is never close-on-exec.</summary>
    static bool IsOurOwn(int descriptor) => fcntl(descriptor, GetDescriptorFlags, 0) is var flags && (flags < 0 || (flags & CloseOnExec) != 0);
}
