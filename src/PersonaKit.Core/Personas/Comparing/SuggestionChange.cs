namespace PersonaKit.Core.Personas.Comparing;

/// <summary>One suggestion in two personas; never absent from both.</summary>
/// <param name="Before">Null for one that is new.</param>
/// <param name="After">Null for one that is gone.</param>
public sealed record SuggestionChange(PlacedSuggestion? Before, PlacedSuggestion? After)
{
    public bool IsAdded => Before is null;

    public bool IsRemoved => After is null;

    public bool IsMoved => Before is not null && After is not null && Before.Place != After.Place;

    public bool IsReweighted => Before is not null && After is not null && !Before.Suggestion.Weight.Equals(After.Suggestion.Weight);

    /// <summary>It says something else: its type, words, priority or parameters.</summary>
    public bool IsReworded => Before is not null && After is not null
        && Before.Suggestion with { Weight = 0 } != After.Suggestion with { Weight = 0 };

    public bool IsAny => IsAdded || IsRemoved || IsMoved || IsReweighted || IsReworded;
}
