using System.Buffers.Binary;
using System.Security.Cryptography;
using Flyball.Execution;
using Flyball.Execution.Linux;

namespace Flyball.Cli.Records;

/// <summary>
/// What a job is, whatever its place in the input: see docs/decisions/0011. Two jobs with the same identity do the same work. A hash, since commands are long and there are many.
/// </summary>
readonly record struct JobIdentity(UInt128 Hash)
{
    /// <summary>Bytes of the hash that are kept: enough that no two of any number of jobs meet by chance.</summary>
    const int Size = 16;

    /// <summary>Derives the identity.</summary>
    /// <param name="command">The command line, as expanded for the job.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="variables">The variables that it was given, in any order; <c>null</c>: one that is not set.</param>
    /// <param name="inputs">The files that it reads, in the order in which they were named.</param>
    public static JobIdentity Of(string command, string folder, IEnumerable<KeyValuePair<string, string?>> variables, IEnumerable<InputState> inputs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, command);
        Append(hash, folder);
        foreach ((string name, string? value) in variables.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            Append(hash, name);
            Append(hash, value is null ? "" : "=" + value);
        }

        // What comes before it cannot be taken for a file: a variable's name is never empty.
        Append(hash, "");
        foreach (InputState input in inputs)
        {
            Append(hash, input.Path);
            Append(hash, input.Length ?? -1);
            Append(hash, input.ModifiedTicks ?? -1);
        }

        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(bytes);
        return new(BinaryPrimitives.ReadUInt128BigEndian(bytes[..Size]));
    }

    /// <summary>Reads 32 hexadecimal digits.</summary>
    public static bool TryParse(string? text, out JobIdentity identity)
    {
        bool isRead = UInt128.TryParse(text, System.Globalization.NumberStyles.AllowHexSpecifier, null, out UInt128 hash);
        identity = new(hash);
        return isRead && text!.Length == 2 * Size;
    }

    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString() => Hash.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>With its length in front, so that no two lists of texts are the same bytes.</summary>
    static void Append(IncrementalHash hash, string text)
    {
        byte[] bytes = new byte[SystemText.MaxByteCount(text.Length)];
        int count = SystemText.GetBytes(text, bytes);
        Append(hash, count);
        hash.AppendData(bytes, 0, count);
    }

    static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}

/// <summary>A file that a job reads, as it is now.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Length">Its size in bytes; <c>null</c>: there is no such file.</param>
/// <param name="ModifiedTicks">When it was written last; <c>null</c>: there is no such file.</param>
readonly record struct InputState(string Path, long? Length, long? ModifiedTicks)
{
    /// <summary>Looks at a file: the one that is meant, not the link to it. A name may be any bytes.</summary>
    /// <param name="path">Its full path.</param>
    public static InputState Of(string path) => FileStatus.Of(path) is { IsFolder: false } file ? new(path, (long)file.Length, file.ModifiedTicks) : new(path, null, null);
}
