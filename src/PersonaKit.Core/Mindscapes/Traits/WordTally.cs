using System.Collections.Immutable;
using System.Numerics;
using PersonaKit.Core.Mindscapes.Decay;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>Evidence per word, for categories and tags. Ordinal order of the words, so that equal tallies are stored alike.</summary>
internal readonly record struct WordTally(ImmutableArray<WordTally.Word> Words)
{
    /// <summary>
    /// More different words than this are not kept: those seen longest ago go first. Only a trait that is really free text reaches it,
    /// and there the order of arrival may decide how much of a returning word's old evidence is left.
    /// </summary>
    public const int MaxWords = 256;

    public static readonly WordTally Empty = new([]);

    public WordTally Add(string text, EvidenceWeight weight, DateTimeOffset at)
    {
        var place = 0;
        while (place < Words.Length && string.CompareOrdinal(Words[place].Text, text) < 0)
        {
            place++;
        }

        if (place < Words.Length && Words[place].Text == text)
        {
            var known = Words[place];
            return new(Words.SetItem(place, known with
            {
                Sum = known.Sum.Add(weight.Index, weight.Amount),
                Count = known.Count + 1,
                Last = at > known.Last ? at : known.Last,
            }));
        }

        var next = Words.Insert(place, new Word(text, DecayedSum.Zero.Add(weight.Index, weight.Amount), 1, at));
        return new(next.Length > MaxWords ? next.Remove(next.MinBy(word => (word.Last, word.Text))) : next);
    }

    /// <summary>
    /// The evidence of both. Null when words may have been dropped from one, or would have been from both: what is left of those depends on
    /// more than the two tallies hold.
    /// </summary>
    public WordTally? Merge(WordTally other)
    {
        if (Words.Length >= MaxWords || other.Words.Length >= MaxWords)
        {
            return null;
        }

        var merged = ImmutableArray.CreateBuilder<Word>(Words.Length + other.Words.Length);
        var (left, right) = (0, 0);
        while (left < Words.Length && right < other.Words.Length)
        {
            var order = string.CompareOrdinal(Words[left].Text, other.Words[right].Text);
            merged.Add(order < 0 ? Words[left++] : order > 0 ? other.Words[right++] : Words[left++].Merge(other.Words[right++]));
        }

        merged.AddRange(Words.AsSpan()[left..]);
        merged.AddRange(other.Words.AsSpan()[right..]);
        return merged.Count <= MaxWords ? new(merged.DrainToImmutable()) : null;
    }

    /// <summary>Strongest first; of equally strong ones the one seen last, then ordinal order.</summary>
    public ImmutableArray<(Word Word, BigInteger Strength)> Ranked(long top) =>
        [.. Words
            .Select(word => (Word: word, Strength: word.Sum.InWindowOf(top)))
            .OrderByDescending(entry => entry.Strength)
            .ThenByDescending(entry => entry.Word.Last)
            .ThenBy(entry => entry.Word.Text, StringComparer.Ordinal)];

    internal readonly record struct Word(string Text, DecayedSum Sum, long Count, DateTimeOffset Last)
    {
        public Word Merge(Word other) => this with
        {
            Sum = Sum.Merge(other.Sum),
            Count = Count + other.Count,
            Last = other.Last > Last ? other.Last : Last,
        };
    }
}
