using Microsoft.Win32.SafeHandles;

namespace Flyball.Execution;

/// <summary>
/// What comes out of one stream of a job, piece by piece: in memory while it is short, then in a file, since many jobs at once must not fill the memory. Only a full disk can
/// lose something, and then it is said. Not thread safe.
/// </summary>
/// <param name="openFile">Makes a file that nobody else finds and that is gone when its handle is closed. Throws <see cref="IOException"/> when it cannot.</param>
sealed class OutputBuffer(Func<SafeFileHandle> openFile) : IDisposable
{
    /// <summary>Longer outputs go to a file.</summary>
    public const int MostInMemory = 32 * 1024;

    byte[] _bytes = [];
    int _count;
    SafeFileHandle? _file;
    long _fileLength;

    /// <summary>Why something was lost; <c>null</c>: nothing was.</summary>
    public string? Failure { get; private set; }

    /// <summary>What is kept so far: it can be read while more is appended, until the buffer, or what was taken of it, is disposed.</summary>
    public OutputContent SoFar => _file is not null ? new(_file, _fileLength, ownsFile: false) : InMemory;

    OutputContent InMemory => _count == 0 ? OutputContent.Empty : new(_bytes, _count);

    /// <summary>Keeps more bytes. Once something was lost nothing more is kept: a hole in an output would go unnoticed.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || Failure is not null) return;
        if (_file is null && _count + bytes.Length <= MostInMemory)
        {
            AppendInMemory(bytes);
            return;
        }

        try
        {
            if (_file is null) MoveToFile();
            PlacedBytes.Write(_file!, bytes, _fileLength);
            _fileLength += bytes.Length;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Failure = $"{failure.Message.TrimEnd('.')} in '{Path.GetTempPath()}'";
        }
    }

    void AppendInMemory(ReadOnlySpan<byte> bytes)
    {
        int needed = _count + bytes.Length;

        // Most jobs write once: their buffer is as long as that. Those that go on get one that doubles.
        if (needed > _bytes.Length) Array.Resize(ref _bytes, _count == 0 ? needed : Math.Min(MostInMemory, Math.Max(2 * _count, needed)));
        bytes.CopyTo(_bytes.AsSpan(_count));
        _count = needed;
    }

    /// <summary>What is in memory stays there until the file holds it: the beginning of an output is not lost for want of room for its rest.</summary>
    void MoveToFile()
    {
        SafeFileHandle file = openFile();
        try
        {
            PlacedBytes.Write(file, _bytes.AsSpan(0, _count), 0);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        (_file, _fileLength) = (file, _count);
        (_bytes, _count) = ([], 0);
    }

    /// <summary>Gives everything away: the content is the caller's to dispose. Nothing more can be appended.</summary>
    public OutputContent Take()
    {
        OutputContent all = _file is not null ? new(_file, _fileLength, ownsFile: true) : InMemory;
        (_file, _bytes, _count) = (null, [], 0);
        return all;
    }

    public void Dispose() => _file?.Dispose();
}
