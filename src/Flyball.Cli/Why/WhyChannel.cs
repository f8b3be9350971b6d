using System.Net.Sockets;
using System.Text;
using static Flyball.Execution.Linux.Native;

namespace Flyball.Cli.Why;

/// <summary>What a run is asked.</summary>
/// <param name="Job">The number or the name of a job; empty: the run as a whole.</param>
/// <param name="Json">Whether the answer is to be JSON.</param>
readonly record struct WhyQuestion(string Job, bool Json);

/// <summary>
/// How a question and its answer travel between two processes of one user: <c>J</c> or <c>T</c> and the job, to the end of the stream; then <c>+</c> and the answer as it is to be printed, or <c>-</c>: there is no such job.
/// </summary>
static class WhyChannel
{
    const int LongestQuestion = 64 * 1024, PeerCredentialsOption = 17, SocketLevel = 1;

    /// <summary>Whoever does not read or write for so long is not waited for.</summary>
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <summary>Asks.</summary>
    /// <returns>The answer; empty: the run has no such job.</returns>
    /// <exception cref="SocketException">Nobody listens, or answers in time.</exception>
    public static string Ask(string path, in WhyQuestion question)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        Limit(socket);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        if (!IsOurs(socket)) throw new SocketException((int)SocketError.AccessDenied);
        socket.Send(Encoding.UTF8.GetBytes((question.Json ? "J" : "T") + question.Job));
        socket.Shutdown(SocketShutdown.Send);
        string answer = Encoding.UTF8.GetString(ReadAll(socket, int.MaxValue));
        return answer is ['+', ..] ? answer[1..] : answer is "-" ? "" : throw new SocketException((int)SocketError.ConnectionAborted);
    }

    /// <summary>Reads a question.</summary>
    /// <returns><c>null</c>: it is none, or comes from somebody else.</returns>
    /// <exception cref="SocketException">It does not come in time.</exception>
    public static WhyQuestion? Read(Socket socket)
    {
        Limit(socket);
        if (!IsOurs(socket)) return null;
        string text = Encoding.UTF8.GetString(ReadAll(socket, LongestQuestion));
        return text is ['J' or 'T', ..] ? new(text[1..], text[0] == 'J') : null;
    }

    /// <summary>Answers.</summary>
    /// <param name="socket">Where the question came from.</param>
    /// <param name="answer"><c>null</c>: there is no such job.</param>
    /// <exception cref="SocketException">It is not read.</exception>
    public static void Answer(Socket socket, string? answer)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(answer is null ? "-" : "+" + answer);
        for (int sent = 0; sent < bytes.Length;) sent += socket.Send(bytes.AsSpan(sent));
    }

    static void Limit(Socket socket) => socket.SendTimeout = socket.ReceiveTimeout = (int)s_patience.TotalMilliseconds;

    /// <summary>Whether the other end is of the same user, or the administrator.</summary>
    static bool IsOurs(Socket socket)
    {
        Span<int> credentials = stackalloc int[3];
        int length = socket.GetRawSocketOption(SocketLevel, PeerCredentialsOption, System.Runtime.InteropServices.MemoryMarshal.AsBytes(credentials));
        return length == 3 * sizeof(int) && (credentials[1] == 0 || credentials[1] == geteuid());
    }

    static byte[] ReadAll(Socket socket, int most)
    {
        using var all = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        while (all.Length < most && socket.Receive(buffer) is > 0 and var count) all.Write(buffer, 0, count);
        return all.ToArray();
    }
}
