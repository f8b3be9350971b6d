using Microsoft.Win32.SafeHandles;

namespace Flyball.Execution;

/// <summary>What an ended process wrote to one of its streams: in memory when it is short, else in a file. Safe for use by several threads.</summary>
public sealed class OutputContent
{
    readonly byte[] _bytes;
    readonly int _count;
    readonly SafeFileHandle? _file;

    internal OutputContent(byte[] bytes, int count) => (_bytes, _count, Length) = (bytes, count, count);

    internal OutputContent(SafeFileHandle file, long length) => (_bytes, _file, Length) = ([], file, length);

    internal static OutputContent Empty { get; } = new([], 0);

    /// <summary>The number of bytes.</summary>
    public long Length { get; }

    /// <summary>All bytes, where they are in memory; empty where they are not.</summary>
    internal ReadOnlySpan<byte> InMemory => _bytes.AsSpan(0, _count);

    /// <summary>Copies bytes from a position on.</summary>
    /// <param name="position">0 is the first byte.</param>
    /// <param name="buffer">Filled as far as there are bytes.</param>
    /// <returns>The number of bytes copied; 0 at the end.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
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
}
