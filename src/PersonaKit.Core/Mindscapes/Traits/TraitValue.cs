using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>Whether a value fits a trait of a kind. Rhythms take hours and scores, not values; see <see cref="RhythmStatement"/>.</summary>
internal static class TraitValue
{
    public const int MaxWordLength = 200;

    public const double MaxNumber = 1e12;

    /// <summary>The value in the form the trait keeps, or null when it does not fit.</summary>
    public static DataValue? Fit(TraitDefinition trait, DataValue value) => (trait.Kind, value) switch
    {
        (TraitKind.Quantity, DataValue.Number number) when Math.Abs(number.Value) <= MaxNumber => number,
        (TraitKind.Category, DataValue.Text text) when IsWord(text) && (trait.Values.IsEmpty || trait.Values.Contains(text.Value)) => text,
        (TraitKind.Tags, DataValue.Text text) when IsWord(text) => new DataValue.List([text]),
        (TraitKind.Tags, DataValue.List { Items.IsEmpty: false } list) when list.Items.All(item => item is DataValue.Text word && IsWord(word)) => list,
        (TraitKind.Fact, DataValue.Text text) when trait.IsTimeZone => LocalZone.TryFind(text.Value) is null ? null : text,
        (TraitKind.Fact, _) when !trait.IsTimeZone => value,
        _ => null,
    };

    /// <summary>What fits, in words for the sender of one that does not.</summary>
    public static string Expectation(TraitDefinition trait) => trait.Kind switch
    {
        TraitKind.Quantity => $"a number of at most {MaxNumber:0} in size",
        TraitKind.Category when !trait.Values.IsEmpty => $"one of {string.Join(", ", trait.Values)}",
        TraitKind.Category => $"text of 1 to {MaxWordLength} characters",
        TraitKind.Tags => $"a list of texts of 1 to {MaxWordLength} characters",
        TraitKind.Rhythm => RhythmStatement.Expectation,
        _ => "an IANA time zone, such as Europe/Berlin",
    };

    private static bool IsWord(DataValue.Text text) => text.Value.Length is > 0 and <= MaxWordLength;
}
