using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Flyball.AcceptanceTests.Infrastructure;

/// <summary>A tool that runs. Disposed, it is killed with its whole tree if it still does.</summary>
sealed partial class RunningTool : IDisposable
{
    public const int Interrupt = 2, Terminate = 15;

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

    public void Signal(int number) => Kill(_process.Id, number).ShouldBe(0);

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
            _process.Kill(entireProcessTree: true);
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
    private static partial int Kill(int pid, int signal);

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.StandardInput.Close();
        _process.Dispose();
    }
}
