using System.Collections.Immutable;

namespace PersonaKit.Core.Personas.Comparing;

/// <summary>What another mapper would change for one person at one moment. A persona that cannot be built suggests nothing.</summary>
/// <param name="Suggestions">Those that change, as they stand afterwards; then those that are gone, as they stood before.</param>
/// <param name="MissingGained">Required traits that the person lacks for the second mapper only.</param>
/// <param name="MissingLost">Required traits that the person lacks for the first mapper only.</param>
public sealed record PersonaDifference(
    ImmutableArray<SuggestionChange> Suggestions, ImmutableArray<string> MissingGained, ImmutableArray<string> MissingLost)
{
    /// <summary>True when the two personas suggest the same and lack the same traits.</summary>
    public bool IsEmpty => Suggestions.IsEmpty && MissingGained.IsEmpty && MissingLost.IsEmpty;

    /// <summary>Compares two projections of one person at one moment.</summary>
    public static PersonaDifference Between(ProjectionOutcome before, ProjectionOutcome after)
    {
        var (old, now) = (Place(before), Place(after));
        var changes = now.Select(entry => new SuggestionChange(old.FirstOrDefault(known => IsSame(known, entry)), entry))
            .Concat(old.Where(known => !now.Any(entry => IsSame(known, entry))).Select(known => new SuggestionChange(known, null)));
        var (lacked, lacks) = (Missing(before), Missing(after));
        return new([.. changes.Where(change => change.IsAny)], [.. lacks.Except(lacked)], [.. lacked.Except(lacks)]);
    }

    private static bool IsSame(PlacedSuggestion one, PlacedSuggestion other) =>
        one.Suggestion.RuleId == other.Suggestion.RuleId && one.Position == other.Position;

    private static List<PlacedSuggestion> Place(ProjectionOutcome outcome)
    {
        var placed = new List<PlacedSuggestion>();
        foreach (var suggestion in outcome is ProjectionOutcome.Built { Persona.Overlay.Suggestions: var suggestions } ? suggestions : [])
        {
            placed.Add(new(suggestion, placed.Count(earlier => earlier.Suggestion.RuleId == suggestion.RuleId), placed.Count + 1));
        }

        return placed;
    }

    private static ImmutableArray<string> Missing(ProjectionOutcome outcome) => outcome is ProjectionOutcome.MissingTraits { Paths: var paths } ? paths : [];
}
