using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Flyball.AcceptanceTests.Infrastructure;

/// <summary>A tool that runs. Disposed, it is killed if it still does; ending its jobs is its own affair then, too.</summary>
sealed partial class RunningTool : IDisposable
{
    public const int HangUp = 1, Interrupt = 2, Quit = 3, Kill = 9, User1 = 10, User2 = 12, Terminate = 15, Stop = 19;

    /// <summary>Far more than any test takes on a busy machine.</summary>
    static readonly TimeSpan s_longest = TimeSpan.FromSeconds(90);

    readonly Process _process;
    readonly MemoryStream _output = new(), _error = new();
    readonly Task _input, _outputEnd, _errorEnd;

    public RunningTool(Process process, byte[] input, bool inputStaysOpen)
    {
        _process = process;
        _input = Feed(input, inputStaysOpen);
        _outputEnd = Drain(process.StandardOutput.BaseStream, _output);
        _errorEnd = Drain(process.StandardError.BaseStream, _error);
    }

    /// <summary>Standard output so far.</summary>
    public string Output => Text(_output);

    /// <summary>Standard error so far.</summary>
    public string Error => Text(_error);

    /// <summary>The number of the process that was started: the front.</summary>
    public int Id => _process.Id;

    /// <summary>The number of the engine; <c>null</c>: there is none, or not yet.</summary>
    public int? Engine => Machine.Children(Id).Cast<int?>().FirstOrDefault();

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _process.HasExited;

    public void Signal(int number) => Send(Id, number).ShouldBe(0);

    /// <summary>Signals any process that a test has started.</summary>
    public static void Signal(int pid, int number) => Send(pid, number).ShouldBe(0);

    /// <summary>Waits for the end.</summary>
    public async Task<ToolResult> Result()
    {
        using var longest = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        longest.CancelAfter(s_longest);
        try
        {
            await _process.WaitForExitAsync(longest.Token);
            await Task.WhenAll(_input, _outputEnd, _errorEnd).WaitAsync(longest.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            Assert.Fail($"the tool did not end within {s_longest.TotalSeconds} s\nstandard output:\n{Output}\nstandard error:\n{Text(_error)}");
        }

        return new(_process.ExitCode, _output.ToArray(), Text(_error));
    }

    async Task Feed(byte[] input, bool staysOpen)
    {
        try
        {
            await _process.StandardInput.BaseStream.WriteAsync(input);
            await _process.StandardInput.BaseStream.FlushAsync();
            if (!staysOpen) _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The tool has ended without reading everything.
        }
    }

    static async Task Drain(Stream from, MemoryStream to)
    {
        byte[] buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer) is > 0 and var count)
        {
            lock (to) to.Write(buffer, 0, count);
        }
    }

    static string Text(MemoryStream bytes)
    {
        lock (bytes) return Encoding.UTF8.GetString(bytes.ToArray());
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int pid, int signal);

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.StandardInput.Close();
        _process.Dispose();
    }
}
