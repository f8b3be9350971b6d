using Flyball.Cli.CommandLine;
using Flyball.Execution.Linux;
using Microsoft.Win32.SafeHandles;

namespace Flyball.Cli.Output;

/// <summary>The file of <c>--events</c>. Used by one thread at a time.</summary>
sealed class EventLog : IDisposable
{
    readonly SafeFileHandle _file;
    readonly EventLines _lines;

    EventLog(SafeFileHandle file, TimeProvider time) => (_file, _lines) = (file, new(time));

    /// <summary>Opens the file; waits for the reader of a FIFO.</summary>
    /// <exception cref="UsageException">It cannot be written, or another run has it.</exception>
    public static EventLog Open(string path, TimeProvider time)
    {
        try
        {
            return new(OwnFile.Open("--events", path), time);
        }
        catch (IOException failure)
        {
            throw UsageException.Of("--events", $"cannot write {UsageException.Quote(path)}: {failure.Message}", "--events takes the name of a file that can be written");
        }
    }

    /// <summary>Throws away what the file holds of an earlier run.</summary>
    public void Begin() => OwnFile.Empty("--events", _file);

    /// <summary>Takes an event.</summary>
    public void Add(JobEvent happened) => _lines.Add(happened);

    /// <summary>Writes what was taken: whole lines.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public void Flush()
    {
        if (_lines.All.IsEmpty) return;
        Descriptor.WriteAll((int)_file.DangerousGetHandle(), _lines.All);
        _lines.Clear();
    }

    public void Dispose()
    {
        _lines.Dispose();
        _file.Dispose();
    }
}
