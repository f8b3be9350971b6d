using Flyball.Execution.Linux;
using Microsoft.Win32.SafeHandles;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Cli.Engine;

/// <summary>
/// The engine's side of the two processes that the tool is made of: see docs/decisions/0007. It leads a session of its own, in which all jobs run, and ends them when the front is
/// gone.
/// </summary>
sealed unsafe class EngineProcess
{
    /// <summary>
    /// What the engine is called in lists of processes. Not by the tool's name: <c>pkill -9 flyball</c> then hits the front alone, and the engine is left to end the jobs.
    /// </summary>
    public const string Name = "governor";

    const string CallWord = "--engine";

    EngineProcess()
    {
        _ = fcntl(SessionLeader.Channel, SetDescriptorFlags, CloseOnExec);
        fixed (byte* name = "governor\0"u8) _ = prctl(SetName, (nint)name, 0, 0, 0);

        // Stopped, we would not see that the front is gone.
        _ = prctl(SetParentDeathSignal, Continue, 0, 0, 0);

        // What lost its parent stays ours, so that it is found when its job is to be ended.
        _ = prctl(SetChildSubreaper, 1, 0, 0, 0);
        var channel = new FileStream(new SafeFileHandle(SessionLeader.Channel, ownsHandle: true), FileAccess.Read, bufferSize: 0);
        Words = Receive(channel);
        var orphaned = new CancellationTokenSource();
        Orphaned = orphaned.Token;
        new Thread(() => WaitForEndOfFront(channel, orphaned)) { IsBackground = true, Name = "flyball front" }.Start();
    }

    /// <summary>The words of the user's command line.</summary>
    public string[] Words { get; }

    /// <summary>The number of the front: the process that the user knows.</summary>
    public int Front { get; } = getppid();

    /// <summary>Whether the front is in the foreground of its terminal. The engine has none that it could ask, but the kernel tells it of the front.</summary>
    public bool IsInForeground
    {
        get
        {
            Span<byte> text = stackalloc byte[1024];
            return ProcessStat.TryParse(ProcFile.Read(Front, "stat"u8, text), out ProcessStat stat) && stat.IsInForeground;
        }
    }

    /// <summary>Cancelled when the front is gone.</summary>
    public CancellationToken Orphaned { get; }

    /// <summary>The words by which the front calls the engine: all, the name included.</summary>
    public static string[] Call(string? assembly) => assembly is null ? [Name, CallWord] : [Name, assembly, CallWord];

    /// <summary>Becomes the engine if that is what this process was called as.</summary>
    /// <returns><c>null</c>: it was not.</returns>
    public static EngineProcess? Begin(IReadOnlyList<string> words) =>
        words is [CallWord] && OperatingSystem.IsLinux() && File.ReadAllBytes("/proc/self/cmdline").AsSpan().StartsWith("governor\0"u8) ? new() : null;

    /// <summary>Ends this process as a kill would, so that the front ends what is left of the jobs.</summary>
    public static void GiveUp() => _ = kill(Environment.ProcessId, Killing);

    static string[] Receive(FileStream channel)
    {
        try
        {
            return EngineChannel.Receive(channel);
        }
        catch (EndOfStreamException)
        {
            // The front was killed before it had said what to do. Nothing is started, and nobody is left whom that could be told.
            GiveUp();
            throw;
        }
    }

    static void WaitForEndOfFront(FileStream channel, CancellationTokenSource orphaned)
    {
        try
        {
            while (channel.ReadByte() >= 0) { }
        }
        catch (IOException)
        {
            // As good as its end.
        }

        orphaned.Cancel();
    }
}
