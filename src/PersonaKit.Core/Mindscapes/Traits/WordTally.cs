using System.Collections.Immutable;
using System.Numerics;
using PersonaKit.Core.Mindscapes.Decay;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>
/// Evidence per word, for categories and tags: of all mentions while there are at most <see cref="MaxWords"/> different words, and of the
/// newest <see cref="MaxWords"/> mentions once there have been more. Both depend on the set of mentions alone, where dropping a word and
/// its sum would make the evidence of a word that returns depend on the order of arrival.
/// </summary>
/// <param name="Words">In ordinal order, so that equal tallies are stored alike; empty when <paramref name="Newest"/> is set.</param>
/// <param name="Newest">Oldest first; default while every mention counts.</param>
internal readonly record struct WordTally(ImmutableArray<WordTally.Word> Words, ImmutableArray<WordTally.Mention> Newest)
{
    /// <summary>How many different words are counted by their sums, and how many mentions when there are more.</summary>
    public const int MaxWords = 256;

    public static readonly WordTally Empty = new([], default);

    /// <summary>For a history with more than <see cref="MaxWords"/> different words, which has to be added from its start.</summary>
    public static readonly WordTally EmptyOfMentions = new([], []);

    /// <summary>
    /// Whether there were too many words for sums, so that the whole history has to be added to <see cref="EmptyOfMentions"/>.
    /// </summary>
    public bool IsOver => Words.Length > MaxWords;

    /// <summary>Sums are stored as text; of what is stored as a number, only a mention's weight may have more digits.</summary>
    public bool FitsDoubles => Newest.IsDefault || Newest.All(mention => (long)(double)mention.Weight.Amount == mention.Weight.Amount);

    public WordTally Add(string text, EvidenceWeight weight, DateTimeOffset at)
    {
        if (!Newest.IsDefault)
        {
            return this with { Newest = Insert(new Mention(at, text, weight)) };
        }

        return IsOver ? this : this with { Words = Count(Words, text, weight, at) };
    }

    /// <summary>
    /// The mentions of both. Null when that takes mentions that only sums are left of: there are more different words than either counts
    /// by sums.
    /// </summary>
    public WordTally? Merge(WordTally other)
    {
        if (!Newest.IsDefault && !other.Newest.IsDefault)
        {
            return EmptyOfMentions with { Newest = [.. Newest.Concat(other.Newest).Order().TakeLast(MaxWords)] };
        }

        if (!Newest.IsDefault || !other.Newest.IsDefault)
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
        return merged.Count <= MaxWords ? Empty with { Words = merged.DrainToImmutable() } : null;
    }

    /// <summary>Strongest first; of equally strong ones the one seen last, then ordinal order.</summary>
    public ImmutableArray<(Word Word, BigInteger Strength)> Ranked(long top) =>
        [.. Counted()
            .Select(word => (Word: word, Strength: word.Sum.InWindowOf(top)))
            .OrderByDescending(entry => entry.Strength)
            .ThenByDescending(entry => entry.Word.Last)
            .ThenBy(entry => entry.Word.Text, StringComparer.Ordinal)];

    /// <summary>Whether there is a word, and none newer than the block.</summary>
    public bool IsWithin(long block) => Counted() is { IsEmpty: false } words && words.All(word => word.Sum.Block <= block);

    /// <summary>The words that count, with their evidence.</summary>
    private ImmutableArray<Word> Counted()
    {
        if (Newest.IsDefault)
        {
            return Words;
        }

        var words = ImmutableArray<Word>.Empty;
        foreach (var mention in Newest)
        {
            words = Count(words, mention.Text, mention.Weight, mention.At);
        }

        return words;
    }

    private static ImmutableArray<Word> Count(ImmutableArray<Word> words, string text, EvidenceWeight weight, DateTimeOffset at)
    {
        var place = 0;
        while (place < words.Length && string.CompareOrdinal(words[place].Text, text) < 0)
        {
            place++;
        }

        if (place < words.Length && words[place].Text == text)
        {
            var known = words[place];
            return words.SetItem(place, known with
            {
                Sum = known.Sum.Add(weight.Index, weight.Amount),
                Count = known.Count + 1,
                Last = at > known.Last ? at : known.Last,
            });
        }

        return words.Insert(place, new Word(text, DecayedSum.Zero.Add(weight.Index, weight.Amount), 1, at));
    }

    private ImmutableArray<Mention> Insert(Mention mention)
    {
        var place = Newest.Length;
        while (place > 0 && Newest[place - 1].CompareTo(mention) > 0)
        {
            place--;
        }

        var next = Newest.Insert(place, mention);
        return next.Length > MaxWords ? next.RemoveAt(0) : next;
    }

    internal readonly record struct Word(string Text, DecayedSum Sum, long Count, DateTimeOffset Last)
    {
        public Word Merge(Word other) => this with
        {
            Sum = Sum.Merge(other.Sum),
            Count = Count + other.Count,
            Last = other.Last > Last ? other.Last : Last,
        };
    }

    /// <summary>One mention. Mentions that are equal in all parts can stand for each other, so no id is needed to order them.</summary>
    internal readonly record struct Mention(DateTimeOffset At, string Text, EvidenceWeight Weight) : IComparable<Mention>
    {
        public int CompareTo(Mention other)
        {
            var byTime = At.CompareTo(other.At);
            var byText = byTime != 0 ? byTime : string.CompareOrdinal(Text, other.Text);
            return byText != 0 ? byText : Weight.Amount.CompareTo(other.Weight.Amount);
        }
    }
}
