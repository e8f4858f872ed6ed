using System.Collections.Immutable;
using System.Globalization;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Time;

namespace PersonaKit.Core.Mindscapes.Catalogs;

/// <summary>Where paths can lead in the traits of a catalog, whoever the person is.</summary>
internal static class TraitReach
{
    private const string QuantityDetails = "p50, p90, min, max, last, count, std_dev and trend";
    private static readonly ImmutableArray<string> Trends = ["rising", "falling", "steady"];
    private static readonly ImmutableArray<string> Levels = ["high", "medium", "low"];

    /// <summary>Why the path leads nowhere for anybody; null when it may lead somewhere.</summary>
    public static string? WhyNowhere(TraitCatalog catalog, TraitPath path)
    {
        // What a listed trait publishes is its own: nothing below its key can be stated by itself.
        foreach (var (key, rest) in path.Splits)
        {
            if (catalog.FindDerived(key) is { } derived)
            {
                return catalog.FindDefinition(derived.SourceKey) is { } source && CanDescend(source, [.. derived.Path, .. rest])
                    ? null
                    : $"{key} is read from {derived.SourceKey}.{string.Join('.', derived.Path)}, which has no '{string.Join('.', rest)}'";
            }

            if (catalog.FindListed(key) is { } listed)
            {
                return CanDescend(listed, rest) ? null : $"{key} has no '{string.Join('.', rest)}'; {Describe(listed)}";
            }
        }

        return path.Splits.Any(split => catalog.FindDefinition(split.Key) is { } pattern && CanDescend(pattern, split.Remainder))
            ? null
            : $"no trait of the catalog provides {path}";
    }

    /// <summary>The words that can stand at the path, where the catalog knows them all; else none.</summary>
    public static ImmutableArray<string> WordsAt(TraitCatalog catalog, TraitPath path)
    {
        foreach (var (key, rest) in path.Splits)
        {
            if (catalog.FindDerived(key) is not null)
            {
                return [];
            }

            if (catalog.FindListed(key) is { } listed)
            {
                return (listed.Kind, rest) switch
                {
                    (TraitKind.Category, []) => listed.Values,
                    (TraitKind.Rhythm, [var period]) when DayPeriods.TryParse(period) is not null => Levels,
                    (TraitKind.Quantity, ["trend"]) => Trends,
                    _ => [],
                };
            }
        }

        return [];
    }

    private static bool CanDescend(TraitDefinition trait, string[] rest) => (trait.Kind, rest) switch
    {
        (_, []) => true,
        (_, ["count"]) => true,
        (TraitKind.Quantity, [var detail]) => detail is "p50" or "p90" or "min" or "max" or "last" or "std_dev" or "trend",
        (TraitKind.Category, ["share"]) => true,
        (TraitKind.Category, ["share", var word]) => trait.Values.IsEmpty || trait.Values.Contains(word),
        (TraitKind.Tags, [var index]) => IsIndex(index),
        (TraitKind.Rhythm, ["peak_hours"] or ["hours"]) => true,
        (TraitKind.Rhythm, ["peak_hours", var index]) => IsIndex(index),
        (TraitKind.Rhythm, ["hours", var hour]) => hour.Length == 2 && IsIndex(hour) && int.Parse(hour, CultureInfo.InvariantCulture) < RhythmState.Hours,
        (TraitKind.Rhythm, [var period]) => DayPeriods.TryParse(period) is not null,
        (TraitKind.Fact, _) => !trait.IsTimeZone,
        _ => false,
    };

    private static bool IsIndex(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static string Describe(TraitDefinition trait) => trait.Kind switch
    {
        TraitKind.Quantity => $"a quantity has {QuantityDetails}",
        TraitKind.Category when !trait.Values.IsEmpty => $"a category has count, share and share.<word>, with the words {string.Join(", ", trait.Values)}",
        TraitKind.Category => "a category has count, share and share.<word>",
        TraitKind.Tags => "tags have count and the index of a tag",
        TraitKind.Rhythm => "a rhythm has morning, afternoon, evening, night, peak_hours, hours.<00 to 23> and count",
        _ => "a time zone has only count",
    };
}
