using System.Net.Sockets;

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

    readonly Lock _opening = new();
    readonly int _id;
    readonly Func<WhyQuestion, string?> _answer;
    readonly Timer _begin;
    Socket? _socket;
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
            Socket socket;
            lock (_opening)
            {
                if (_disposed || !Open()) return;
                socket = _socket!;
            }

            foreach (RunFolder other in RunFolders.All().Where(other => !IsAlive(other.Socket))) RunFolders.Sweep(other);
            while (true)
            {
                using Socket asker = socket.Accept();
                Serve(asker);
            }
        }
#pragma warning disable CA1031 // It ends so: the socket is closed. And whatever else is wrong with it must not end the run.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    void Serve(Socket asker)
    {
        try
        {
            if (WhyChannel.Read(asker) is { } question) WhyChannel.Answer(asker, _answer(question));
        }
        catch (Exception failure) when (failure is SocketException or TimeoutException or ObjectDisposedException)
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
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint(folder.Socket));
            socket.Listen(Waiting);
            (_socket, _folder) = (socket, folder);
            return true;
        }

        return false;
    }

    static bool IsAlive(string path)
    {
        if (!File.Exists(path)) return false;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { SendTimeout = 1 };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode != SocketError.ConnectionRefused;
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
