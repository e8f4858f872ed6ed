namespace PersonaKit.Core.Personas.Comparing;

/// <summary>One suggestion in two personas; never absent from both.</summary>
/// <param name="Before">Null for one that is new.</param>
/// <param name="After">Null for one that is gone.</param>
public sealed record SuggestionChange(PlacedSuggestion? Before, PlacedSuggestion? After)
{
    /// <summary>True when only the second persona has it.</summary>
    public bool IsAdded => Before is null;

    /// <summary>True when only the first persona has it.</summary>
    public bool IsRemoved => After is null;

    /// <summary>True when both have it, at different places of their lists.</summary>
    public bool IsMoved => Before is not null && After is not null && Before.Place != After.Place;

    /// <summary>True when both have it, with different weights.</summary>
    public bool IsReweighted => Before is not null && After is not null && !Before.Suggestion.Weight.Equals(After.Suggestion.Weight);

    /// <summary>True when both have it, with another type, text, priority or parameters.</summary>
    public bool IsReworded => Before is not null && After is not null
        && Before.Suggestion with { Weight = 0 } != After.Suggestion with { Weight = 0 };

    /// <summary>True when anything changes.</summary>
    public bool IsAny => IsAdded || IsRemoved || IsMoved || IsReweighted || IsReworded;
}
