using Microsoft.Win32.SafeHandles;

namespace Flyball.Execution;

/// <summary>Writes to files at a place. .NET says of a file that may not get larger (<c>ulimit -f</c>, the file system) that an argument is wrong; here that is an error of the disk as any other.</summary>
static class PlacedBytes
{
    /// <summary>Writes all of them.</summary>
    /// <exception cref="IOException">Not everything could be written.</exception>
    public static void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long position)
    {
        try
        {
            RandomAccess.Write(file, bytes, position);
        }
        catch (ArgumentOutOfRangeException failure)
        {
            throw new IOException("File too large", failure);
        }
    }
}
