using System.Text;
using Flyball.Execution.Linux;
using Microsoft.Win32.SafeHandles;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Cli.Why;

/// <summary>
/// A stream to another process of this machine, by a name in the file system. By the system's own calls: with the runtime's sockets in it the tool takes half a millisecond longer to start, whether it uses them or not.
/// Errors are <see cref="IOException"/>s with the system's words, and its number as HResult.
/// </summary>
sealed unsafe class LocalSocket : IDisposable
{
    /// <summary>The longest name that the system takes, in bytes: sockaddr_un, without the last NUL.</summary>
    public const int LongestPath = 107;

    const int LocalDomain = 1, Stream = 1, SocketLevel = 1, PeerCredentials = 17, ReceiveTimeout = 20, SendTimeout = 21, EndOfWriting = 1, EndOfBoth = 2, NoSignal = 0x4000;

    readonly SafeFileHandle _handle;

    LocalSocket(int descriptor) => _handle = new(Checked(descriptor), ownsHandle: true);

    /// <summary>Begins to listen. The name must not be there.</summary>
    /// <param name="path">The name.</param>
    /// <param name="waiting">How many may wait to be accepted.</param>
    public static LocalSocket Listen(string path, int waiting)
    {
        LocalSocket socket = Open();
        Named(path, (address, length) => bind(socket._handle, address, length));
        Checked(listen(socket._handle, waiting));
        return socket;
    }

    /// <summary>Connects to one that listens.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="patience">How long each step is waited for.</param>
    public static LocalSocket Connect(string path, TimeSpan patience)
    {
        LocalSocket socket = Open();
        try
        {
            socket.Limit(patience);
            Named(path, (address, length) => connect(socket._handle, address, length));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Waits for somebody who connects.</summary>
    /// <param name="patience">How long each step of the other is waited for.</param>
    public LocalSocket Accept(TimeSpan patience)
    {
        int descriptor;
        do descriptor = accept4(_handle, null, null, OpenCloseOnExec);
        while (descriptor < 0 && LastError == Interrupted);
        var accepted = new LocalSocket(descriptor);
        accepted.Limit(patience);
        return accepted;
    }

    /// <summary>Whether the process at the other end is of the same user, or the administrator's.</summary>
    public bool IsOurs => Peer().User is var user && (user == 0 || user == geteuid());

    /// <summary>Whether a signal has stopped the process at the other end, so that it will not answer before it goes on.</summary>
    public bool IsStopped => ProcessStat.TryParse(ProcFile.Read(Peer().Process, "stat"u8, stackalloc byte[1024]), out ProcessStat stat) && stat.IsStopped;

    /// <summary>Of one that listens it is the process that began to.</summary>
    (int Process, int User) Peer()
    {
        // struct ucred: process, user, group.
        int* credentials = stackalloc int[3];
        uint length = 3 * sizeof(int);
        Checked(getsockopt(_handle, SocketLevel, PeerCredentials, credentials, &length));
        return (credentials[0], credentials[1]);
    }

    /// <summary>Reads to the end of what the other writes, but not much more than so many bytes.</summary>
    public byte[] ReadAll(int most)
    {
        using var all = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        while (all.Length < most)
        {
            nint count;
            fixed (byte* start = buffer)
            {
                do count = recv(_handle, start, buffer.Length, 0);
                while (count < 0 && LastError == Interrupted);
            }

            if (Checked((int)count) == 0) break;
            all.Write(buffer, 0, (int)count);
        }

        return all.ToArray();
    }

    /// <summary>Writes all of it.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            nint count;
            fixed (byte* start = bytes)
            {
                do count = send(_handle, start, bytes.Length, NoSignal);
                while (count < 0 && LastError == Interrupted);
            }

            bytes = bytes[Checked((int)count)..];
        }
    }

    /// <summary>Lets the other see the end of what was written.</summary>
    public void EndWriting() => Checked(shutdown(_handle, EndOfWriting));

    /// <summary>Also wakes who waits in <see cref="Accept"/>.</summary>
    public void Dispose()
    {
        if (!_handle.IsClosed) _ = shutdown(_handle, EndOfBoth);
        _handle.Dispose();
    }

    static LocalSocket Open() => new(socket(LocalDomain, Stream | OpenCloseOnExec, 0));

    void Limit(TimeSpan patience)
    {
        long* time = stackalloc long[] { (long)patience.TotalSeconds, patience.Microseconds + (1000L * patience.Milliseconds) };
        foreach (int direction in (ReadOnlySpan<int>)[ReceiveTimeout, SendTimeout]) Checked(setsockopt(_handle, SocketLevel, direction, time, 2 * sizeof(long)));
    }

    delegate int AddressCall(byte* address, uint length);

    static void Named(string path, AddressCall call)
    {
        const int familySize = sizeof(ushort);
        byte* address = stackalloc byte[familySize + LongestPath + 1];
        *(ushort*)address = LocalDomain;
        int length = Encoding.UTF8.GetBytes(path, new Span<byte>(address + familySize, LongestPath));
        address[familySize + length] = 0;
        Checked(call(address, (uint)(familySize + length + 1)));
    }

    static int Checked(int result) => result >= 0 ? result : throw new IOException(Describe(LastError), LastError);
}
