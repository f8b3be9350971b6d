using System.Diagnostics;
using System.Globalization;

namespace Flyball.AcceptanceTests.Infrastructure;

/// <summary>A shell that is told line by line what to do, started by this process itself. Disposed, it is killed with all its descendants.</summary>
sealed class ShellProcess : IDisposable
{
    /// <summary>A command that keeps a CPU busy until it is killed.</summary>
    public const string Burn = "while :; do :; done";

    static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    readonly Process _process;
    readonly List<Process> _others = [];

    public ShellProcess()
    {
        Requirement.Need("linux");
        _process = Process.Start(new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    public int Id => _process.Id;

    /// <summary>Writes a line, which the shell reads when it has done what was on the line before.</summary>
    public void Do(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Writes a line, and reads the numbers that it prints, each on a line.</summary>
    public async Task<int[]> Ask(string line, int numbers = 1)
    {
        Do(line);
        int[] read = new int[numbers];
        for (int i = 0; i < numbers; i++)
        {
            string? text = await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(s_longest);
            read[i] = int.Parse(text.ShouldNotBeNull(), CultureInfo.InvariantCulture);
        }

        return read;
    }

    /// <summary>Writes a line that prints the numbers of the processes that it starts. They are killed in the end, whoever is their parent then.</summary>
    public async Task<int[]> Start(string line, int numbers = 1)
    {
        int[] started = await Ask(line, numbers);
        _others.AddRange(started.Select(Process.GetProcessById));
        return started;
    }

    /// <summary>Kills the shell itself, or waits until it has ended by itself; in either case nothing is left of it then.</summary>
    public void End(bool kill = true)
    {
        if (kill) _process.Kill();
        _process.WaitForExit(s_longest).ShouldBeTrue("the shell has ended");
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        foreach (Process other in _others)
        {
            other.Kill();
            other.Dispose();
        }

        _process.WaitForExit(s_longest);
        _process.Dispose();
    }
}
