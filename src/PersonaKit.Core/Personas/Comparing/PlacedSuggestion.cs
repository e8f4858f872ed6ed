using PersonaKit.Core.Personas.Suggestions;

namespace PersonaKit.Core.Personas.Comparing;

/// <summary>A suggestion and where it stands.</summary>
/// <param name="Suggestion">What is suggested.</param>
/// <param name="Position">Which of its rule's suggestions it is, from 0: with the rule it says which suggestions of two personas are the same one.</param>
/// <param name="Place">Its place among all of the persona's suggestions, from 1.</param>
public sealed record PlacedSuggestion(Suggestion Suggestion, int Position, int Place);
