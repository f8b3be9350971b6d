using System.Text;

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
    const int LongestQuestion = 64 * 1024;

    /// <summary>A run does not wait longer for who does not go on asking, or reading.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Who asks does not wait longer; the run may be waiting for somebody else.</summary>
    static readonly TimeSpan s_longest = TimeSpan.FromSeconds(6);

    /// <summary>Asks.</summary>
    /// <returns>The answer; empty: the run has no such job.</returns>
    /// <exception cref="RunStoppedException">The run is stopped.</exception>
    /// <exception cref="IOException">Nobody listens, or answers in time.</exception>
    public static string Ask(string path, in WhyQuestion question)
    {
        using var socket = LocalSocket.Connect(path, s_longest);
        if (!socket.IsOurs) throw new IOException("somebody else listens there");
        if (socket.IsStopped) throw new RunStoppedException();
        socket.Write(Encoding.UTF8.GetBytes((question.Json ? "J" : "T") + question.Job));
        socket.EndWriting();
        string answer = Encoding.UTF8.GetString(socket.ReadAll(int.MaxValue));
        return answer is ['+', ..] ? answer[1..] : answer is "-" ? "" : throw new IOException("there was no answer");
    }

    /// <summary>Reads a question.</summary>
    /// <returns><c>null</c>: it is none, or comes from somebody else.</returns>
    /// <exception cref="IOException">It does not come in time.</exception>
    public static WhyQuestion? Read(LocalSocket socket)
    {
        if (!socket.IsOurs) return null;
        string text = Encoding.UTF8.GetString(socket.ReadAll(LongestQuestion));
        return text is ['J' or 'T', ..] ? new(text[1..], text[0] == 'J') : null;
    }

    /// <summary>Answers.</summary>
    /// <param name="socket">Where the question came from.</param>
    /// <param name="answer"><c>null</c>: there is no such job.</param>
    /// <exception cref="IOException">It is not read.</exception>
    public static void Answer(LocalSocket socket, string? answer) => socket.Write(Encoding.UTF8.GetBytes(answer is null ? "-" : "+" + answer));
}

/// <summary>A signal has stopped the run, so that it cannot answer.</summary>
sealed class RunStoppedException : Exception;
