using System.Numerics;

namespace PersonaKit.Sqlite.Scrubbing;

/// <summary>Page numbers, one bit each: a page that is written a thousand times is here once.</summary>
internal sealed class PageSet
{
    private const int BitsPerWord = 64;

    private ulong[] _words = [];

    public int Count { get; private set; }

    /// <summary>In ascending order.</summary>
    public IEnumerable<uint> Numbers
    {
        get
        {
            for (var i = 0; i < _words.Length; i++)
            {
                for (var word = _words[i]; word != 0; word &= word - 1)
                {
                    yield return (uint)((i * BitsPerWord) + BitOperations.TrailingZeroCount(word));
                }
            }
        }
    }

    public void Add(uint number)
    {
        var index = (int)(number / BitsPerWord);
        if (index >= _words.Length)
        {
            Array.Resize(ref _words, Math.Max(index + 1, _words.Length * 2));
        }

        var bit = 1UL << (int)(number % BitsPerWord);
        Count += (_words[index] & bit) == 0 ? 1 : 0;
        _words[index] |= bit;
    }

    public void Clear()
    {
        Array.Clear(_words);
        Count = 0;
    }
}
