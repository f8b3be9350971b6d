using System.Numerics;

namespace Flyball.Queue;

/// <summary>Numbers from 1 on that are lent: always the lowest that nobody has. Used by the controller's loop alone.</summary>
sealed class SlotNumbers
{
    const int BitsPerWord = 64;

    // A set bit is a number that is lent; words before the first free one are skipped without a look.
    ulong[] _lent = new ulong[1];
    int _firstFree;

    public int Take()
    {
        while (_firstFree < _lent.Length && _lent[_firstFree] == ulong.MaxValue) _firstFree++;
        if (_firstFree == _lent.Length) Array.Resize(ref _lent, 2 * _lent.Length);
        int bit = BitOperations.TrailingZeroCount(~_lent[_firstFree]);
        _lent[_firstFree] |= 1UL << bit;
        return (_firstFree * BitsPerWord) + bit + 1;
    }

    public void Give(int number)
    {
        int word = (number - 1) / BitsPerWord;
        _lent[word] &= ~(1UL << ((number - 1) % BitsPerWord));
        _firstFree = Math.Min(_firstFree, word);
    }
}
