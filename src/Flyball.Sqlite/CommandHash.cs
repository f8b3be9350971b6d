using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Flyball.Jobs;

namespace Flyball.Sqlite;

/// <summary>By what a command is known again: a hash with a key that only the file holds, so that the file tells nothing of commands.</summary>
static class CommandHash
{
    const int Size = 16;

    /// <returns><c>null</c>: the job is no process, or its folder is not there any more, so it cannot be known again.</returns>
    public static UInt128? Of(Job job, byte[] secret)
    {
        if (job is not ProcessJob process || (process.WorkingDirectory ?? CurrentFolder()) is not { } folder) return null;
        StringBuilder text = new();
        text.Append(process.FileName).Append('\0');
        foreach (string argument in process.Arguments) text.Append(argument).Append('\0');
        text.Append('\0').Append(folder).Append('\0');
        foreach ((string name, string? value) in process.Environment.OrderBy(variable => variable.Key, StringComparer.Ordinal)) text.Append(name).Append(value is null ? '\0' : '=').Append(value).Append('\0');
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text.ToString()), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash[..Size]);
    }

    static string? CurrentFolder()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            // It was removed.
            return null;
        }
    }

    public static byte[] Bytes(UInt128 hash)
    {
        byte[] bytes = new byte[Size];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, hash);
        return bytes;
    }

    /// <returns><c>null</c>: it is none.</returns>
    public static UInt128? Read(byte[] bytes) => bytes.Length == Size ? BinaryPrimitives.ReadUInt128BigEndian(bytes) : null;
}
