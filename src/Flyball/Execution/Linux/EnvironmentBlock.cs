using System.Collections;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Flyball.Execution.Linux;

/// <summary>
/// This process's environment as it was when the block was made, laid out once for all starts. Variables whose bytes are not UTF-8, which .NET would alter, are kept as they are.
/// </summary>
sealed unsafe class EnvironmentBlock : IDisposable
{
    readonly (string Name, nint Entry)[] _variables;
    readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    readonly nint _memory;

    /// <param name="keepsMarker">Whether <see cref="JobMarker.Variable"/> is left in, for a program that is not a job.</param>
    public EnvironmentBlock(bool keepsMarker)
    {
        Dictionary<string, byte[]> raw = Raw();
        byte[][] entries = [.. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(variable => keepsMarker || (string)variable.Key != JobMarker.Variable)
            .Select(variable => Bytes($"{variable.Key}={variable.Value}", raw))];
        _memory = (nint)NativeMemory.Alloc((nuint)entries.Sum(entry => entry.Length + 1));
        _variables = new (string, nint)[entries.Length];
        byte* next = (byte*)_memory;
        for (int i = 0; i < entries.Length; i++)
        {
            entries[i].CopyTo(new Span<byte>(next, entries[i].Length));
            next[entries[i].Length] = 0;
            string name = SystemText.GetString(entries[i]);
            _variables[i] = (name[..name.IndexOf('=', 1)], (nint)next);
            _indices[_variables[i].Name] = i;
            next += entries[i].Length + 1;
        }
    }

    public int Count => _variables.Length;

    /// <summary>Writes the addresses of the entries that a job does not replace.</summary>
    /// <returns>How many.</returns>
    public int CopyTo(Span<nint> addresses, ImmutableDictionary<string, string?> replaced)
    {
        int count = 0;
        foreach ((_, nint entry) in _variables) addresses[count++] = entry;
        // Few are replaced of many: those are taken out again.
        foreach ((string name, _) in replaced)
            if (_indices.TryGetValue(name, out int index)) addresses[index] = 0;
        if (replaced.IsEmpty) return count;
        int kept = 0;
        foreach (nint address in addresses[..count])
            if (address != 0) addresses[kept++] = address;
        return kept;
    }

    /// <summary>The bytes of each entry that came with our start, under the text that .NET makes of it.</summary>
    static Dictionary<string, byte[]> Raw()
    {
        Dictionary<string, byte[]> raw = [];
        try
        {
            byte[] all = File.ReadAllBytes("/proc/self/environ");
            foreach (Range range in all.AsSpan().Split((byte)0)) raw[System.Text.Encoding.UTF8.GetString(all.AsSpan(range))] = all[range];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Then variables are what .NET makes of them.
        }

        return raw;
    }

    static byte[] Bytes(string entry, Dictionary<string, byte[]> raw) => raw.TryGetValue(entry, out byte[]? bytes) ? bytes : System.Text.Encoding.UTF8.GetBytes(entry);

    public void Dispose() => NativeMemory.Free((void*)_memory);
}
