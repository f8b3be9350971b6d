using System.Runtime.InteropServices;

namespace Flyball.Execution.Linux;

/// <summary>
/// A native buffer in which the NUL-terminated strings and pointer arrays of one call are laid out, and which is used again for the next. Not thread safe.
/// </summary>
sealed unsafe class NativeStrings : IDisposable
{
    byte* _buffer = (byte*)NativeMemory.Alloc(InitialSize);
    nuint _size = InitialSize, _used;

    const nuint InitialSize = 16 * 1024;

    public void Clear() => _used = 0;

    /// <summary>Appends a string and returns its offset. Addresses are taken at the end: the buffer moves when it grows.</summary>
    public nuint Add(ReadOnlySpan<char> text)
    {
        Reserve((nuint)SystemText.MaxByteCount(text.Length) + 1);
        nuint offset = _used;
        int length = SystemText.GetBytes(text, new Span<byte>(_buffer + _used, (int)(_size - _used)));
        _buffer[_used + (nuint)length] = 0;
        _used += (nuint)length + 1;
        return offset;
    }

    /// <summary>Appends room for pointers and returns its offset.</summary>
    public nuint AddPointers(int count)
    {
        Reserve((nuint)((count + 1) * sizeof(nint)));
        _used = (_used + 7) & ~(nuint)7;
        nuint offset = _used;
        _used += (nuint)(count * sizeof(nint));
        return offset;
    }

    public byte* At(nuint offset) => _buffer + offset;

    void Reserve(nuint bytes)
    {
        if (_used + bytes <= _size) return;
        _size = Math.Max(_size * 2, _used + bytes);
        _buffer = (byte*)NativeMemory.Realloc(_buffer, _size);
    }

    public void Dispose()
    {
        NativeMemory.Free(_buffer);
        _buffer = null;
    }
}
