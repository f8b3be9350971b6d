using Microsoft.Win32.SafeHandles;

namespace Flyball.Load.Linux;

/// <summary>
/// A kernel file that is opened once and read from its beginning again and again, which costs a third of opening it each time and
/// allocates nothing. A file that is not there or cannot be read has no text until <see cref="Retry"/> opens it again.
/// </summary>
sealed class HeldFile : IDisposable
{
    readonly string _path;
    SafeFileHandle? _handle;

    public HeldFile(string path)
    {
        _path = path;
        Retry();
    }

    /// <summary>The whole text, in the memory of the buffer until it is used again; empty when it cannot be read.</summary>
    public ReadOnlySpan<byte> Read(ReadBuffer buffer)
    {
        if (_handle is null) return default;
        try
        {
            return buffer.Fill(_handle);
        }
        catch (Exception failure) when (IsExpected(failure))
        {
            // A control group was removed (ENODEV), or the kernel was started without pressure (EOPNOTSUPP).
            Dispose();
            return default;
        }
    }

    /// <summary>Opens the file if it is not open.</summary>
    public void Retry()
    {
        // Asked first: an exception costs a hundred times as much as this question, and a missing file is asked for every second.
        if (_handle is not null || !File.Exists(_path)) return;
        try
        {
            _handle = File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception failure) when (IsExpected(failure))
        {
            // Gone meanwhile, or not for us to read.
        }
    }

    public void Dispose()
    {
        _handle?.Dispose();
        _handle = null;
    }

    static bool IsExpected(Exception failure) => failure is IOException or UnauthorizedAccessException or NotSupportedException;
}

/// <summary>Memory that kernel files are read into, one after the other. It grows to the longest of them.</summary>
sealed class ReadBuffer
{
    /// <summary>No kernel file that we read is longer, on machines with thousands of CPUs neither.</summary>
    const int MaximumLength = 1 << 24;

    byte[] _bytes = new byte[1 << 14];

    public ReadOnlySpan<byte> Fill(SafeFileHandle handle)
    {
        int length = 0;
        while (true)
        {
            // Until nothing comes: the kernel gives files of many records (diskstats, vmstat, mountinfo) in parts of a page, however large the buffer.
            int read = RandomAccess.Read(handle, _bytes.AsSpan(length), length);
            if (read == 0) return _bytes.AsSpan(0, length);
            length += read;
            if (length < _bytes.Length) continue;
            if (length >= MaximumLength) return default;
            Array.Resize(ref _bytes, length * 2);
        }
    }
}
