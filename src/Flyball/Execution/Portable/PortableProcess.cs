using System.ComponentModel;
using System.Diagnostics;
using Flyball.Jobs;

namespace Flyball.Execution.Portable;

/// <summary>The process of a job, from its start to its end, with its output streams. Safe for use by several threads.</summary>
sealed class PortableProcess : IDisposable
{
    readonly Process _process;
    readonly OutputPump? _standardOutput, _standardError;
    readonly Lock _lock = new(), _telling = new();
    long _peak;
    bool _hasEnded;

    /// <summary>Takes over a process that was just started.</summary>
    /// <param name="process">Whose output is read if it is redirected.</param>
    /// <param name="standardOutput">Takes its standard output; <c>null</c>: that is thrown away.</param>
    /// <param name="standardError">As above.</param>
    /// <param name="tookMore">Called by any thread when more was taken; <c>null</c>: nobody is told.</param>
    public PortableProcess(Process process, OutputBuffer? standardOutput, OutputBuffer? standardError, Action<OutputKind, OutputBuffer>? tookMore)
    {
        _process = process;
        if (process.StartInfo.RedirectStandardOutput) _standardOutput = new(process.StandardOutput.BaseStream, standardOutput, Teller(OutputKind.StandardOutput, tookMore));
        if (process.StartInfo.RedirectStandardError) _standardError = new(process.StandardError.BaseStream, standardError, Teller(OutputKind.StandardError, tookMore));
        Exit = process.WaitForExitAsync();
    }

    /// <summary>For one job the listener is called by one thread at a time.</summary>
    Action<OutputBuffer>? Teller(OutputKind stream, Action<OutputKind, OutputBuffer>? tookMore) => tookMore is null ? null : buffer =>
    {
        lock (_telling) tookMore(stream, buffer);
    };

    /// <summary>Completes when the process itself has ended.</summary>
    public Task Exit { get; }

    /// <summary>Kills the process and those of its descendants whose parents all live. What cannot be killed, for want of rights, goes on.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended meanwhile, or it will in its own time.
        }
    }

    /// <summary>What the process itself uses now; <c>null</c>: it has ended.</summary>
    public UsageReading? Measure()
    {
        lock (_lock)
        {
            if (_hasEnded) return null;
            try
            {
                _process.Refresh();
                _peak = Math.Max(_peak, _process.PeakWorkingSet64);
                return new(_process.TotalProcessorTime, Known(_process.WorkingSet64));
            }
            catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or NotSupportedException)
            {
                return null;
            }
        }
    }

    /// <summary>Ends the reading of outputs and the measuring of a process that has ended.</summary>
    public async Task StopAsync(TimeProvider time)
    {
        // From here on nobody makes the object forget what it knows of the end.
        lock (_lock) _hasEnded = true;
        if (_standardOutput is not null) await _standardOutput.StopAsync(time).ConfigureAwait(false);
        if (_standardError is not null) await _standardError.StopAsync(time).ConfigureAwait(false);
    }

    /// <summary>How a process that was stopped ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>What a process that was stopped used.</summary>
    public ResourceUsage Usage(TimeSpan wall)
    {
        try
        {
            return new(wall, _process.UserProcessorTime, _process.PrivilegedProcessorTime, Known(_peak));
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            // Only Windows remembers the CPU time of a process that has ended.
            return new(wall, PeakMemory: Known(_peak));
        }
    }

    /// <summary>A system that cannot tell says zero.</summary>
    static ByteSize? Known(long bytes) => bytes > 0 ? new ByteSize(bytes) : null;

    public void Dispose() => _process.Dispose();
}
