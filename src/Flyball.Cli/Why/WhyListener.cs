using Flyball.Execution.Linux;

namespace Flyball.Cli.Why;

/// <summary>
/// Lets a run be asked: a socket in the run's folder, and a thread that waits at it. Both begin when the run has lasted a moment, so that a short one does not pay for them. Whatever goes wrong here is no trouble of the run: it
/// then cannot be asked.
/// </summary>
sealed class WhyListener : IDisposable
{
    /// <summary>Most runs that are shorter are over before anybody could ask.</summary>
    static readonly TimeSpan s_moment = TimeSpan.FromSeconds(0.25);

    /// <summary>Runs of the same number, of containers that share a folder.</summary>
    const int MostNames = 9;

    const int Waiting = 16;

    /// <summary>One that listens takes a connection at once, even when it is stopped.</summary>
    static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(10);

    readonly Lock _opening = new();
    readonly int _id;
    readonly Func<WhyQuestion, string?> _answer;
    readonly Timer _begin;
    LocalSocket? _socket;
    RunFolder? _folder;
    bool _disposed;

    /// <param name="id">The number of the process that the user started.</param>
    /// <param name="answer">What to say; <c>null</c>: there is no such job. Called on the thread that waits.</param>
    public WhyListener(int id, Func<WhyQuestion, string?> answer)
    {
        (_id, _answer) = (id, answer);
        _begin = new(_ => new Thread(Listen) { IsBackground = true, Name = "flyball why" }.Start(), null, s_moment, Timeout.InfiniteTimeSpan);
    }

    void Listen()
    {
        try
        {
            LocalSocket socket;
            lock (_opening)
            {
                if (_disposed || !Open()) return;
                socket = _socket!;
            }

            foreach (RunFolder other in RunFolders.All().Where(other => !IsAlive(other.Socket))) RunFolders.Sweep(other);
            while (true)
            {
                using LocalSocket asker = socket.Accept(WhyChannel.Patience);
                Serve(asker, _answer);
            }
        }
#pragma warning disable CA1031 // It ends so: the socket is closed. And whatever else is wrong with it must not end the run.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    static void Serve(LocalSocket asker, Func<WhyQuestion, string?> answer)
    {
        try
        {
            if (WhyChannel.Read(asker) is { } question) WhyChannel.Answer(asker, answer(question));
        }
        catch (Exception failure) when (failure is IOException or TimeoutException or ObjectDisposedException)
        {
            // Whoever asked has gone, or the run is over.
        }
    }

    bool Open()
    {
        for (int i = 1; i <= MostNames; i++)
        {
            if (RunFolders.Make(i == 1 ? $"{_id}" : $"{_id}-{i}") is not { } folder) return false;
            if (IsAlive(folder.Socket)) continue;
            File.Delete(folder.Socket);
            (_socket, _folder) = (LocalSocket.Listen(folder.Socket, Waiting), folder);
            return true;
        }

        return false;
    }

    static bool IsAlive(string path)
    {
        try
        {
            LocalSocket.Connect(path, s_glance).Dispose();
            return true;
        }
        catch (IOException failure)
        {
            return failure.HResult is not (Native.ConnectionRefused or Native.NoSuchFile);
        }
    }

    public void Dispose()
    {
        _begin.Dispose();
        lock (_opening)
        {
            _disposed = true;
            _socket?.Dispose();
            if (_folder is { } folder) RunFolders.Remove(folder);
        }
    }
}
