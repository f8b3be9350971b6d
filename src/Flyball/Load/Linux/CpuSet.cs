using System.Numerics;

namespace Flyball.Load.Linux;

/// <summary>A set of CPU numbers. A buffer that is filled again and again.</summary>
sealed class CpuSet
{
    /// <summary>CPU numbers are below this bound: eight times what the kernel can be built for. It keeps hostile text from asking for memory.</summary>
    public const int Bound = 1 << 16;

    ulong[] _words = [];

    public int Count
    {
        get
        {
            int count = 0;
            foreach (ulong word in _words) count += BitOperations.PopCount(word);
            return count;
        }
    }

    public bool Contains(int cpu) => cpu >> 6 < _words.Length && (_words[cpu >> 6] >> (cpu & 63) & 1) != 0;

    public void Clear() => Array.Clear(_words);

    public void Add(int cpu)
    {
        if (cpu >> 6 >= _words.Length) Array.Resize(ref _words, (cpu >> 6) + 1);
        _words[cpu >> 6] |= 1UL << (cpu & 63);
    }
}
