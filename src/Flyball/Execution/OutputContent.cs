using Flyball.Execution.Linux;
using Microsoft.Win32.SafeHandles;

namespace Flyball.Execution;

/// <summary>What a process wrote to one of its streams: in memory when it is short, else in a file. Reading is safe for several threads.</summary>
public sealed class OutputContent : IDisposable
{
    readonly byte[] _bytes;
    readonly int _count;
    readonly SafeFileHandle? _file;
    readonly bool _ownsFile;

    internal OutputContent(byte[] bytes, int count) => (_bytes, _count, Length) = (bytes, count, count);

    internal OutputContent(SafeFileHandle file, long length, bool ownsFile) => (_bytes, _file, Length, _ownsFile) = ([], file, length, ownsFile);

    internal static OutputContent Empty { get; } = new([], 0);

    /// <summary>The number of bytes.</summary>
    public long Length { get; }

    /// <summary>All bytes, where they are in memory; empty where they are not.</summary>
    internal ReadOnlySpan<byte> InMemory => _bytes.AsSpan(0, _count);

    /// <summary>Whether it takes a file, and so a descriptor, until it is disposed.</summary>
    internal bool IsInFile => _file is not null;

    /// <summary>Copies bytes from a position on.</summary>
    /// <param name="position">0 is the first byte.</param>
    /// <param name="buffer">Filled as far as there are bytes.</param>
    /// <returns>The number of bytes copied; 0 at the end.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The position is negative.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed, and lies in a file.</exception>
    public int Read(long position, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        if (_file is not null) return position >= Length ? 0 : RandomAccess.Read(_file, buffer[..(int)Math.Min(buffer.Length, Length - position)], position);
        if (position >= _count) return 0;
        ReadOnlySpan<byte> rest = InMemory[(int)position..];
        rest = rest[..Math.Min(rest.Length, buffer.Length)];
        rest.CopyTo(buffer);
        return rest.Length;
    }

    /// <summary>Gives back the room on the disk of bytes that nobody will read again.</summary>
    internal void Forget(long position, long count)
    {
        if (_file is not null) OutputFile.Forget(_file, position, count);
    }

    /// <summary>Gives back what it takes. What is only seen of a job that still runs is left alone.</summary>
    public void Dispose()
    {
        if (_ownsFile) _file!.Dispose();
    }
}
