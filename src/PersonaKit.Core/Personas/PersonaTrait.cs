using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas;

/// <summary>A trait's value as a persona publishes it.</summary>
/// <param name="Name">The path in the core, the path without <c>current_state.</c> in the overlay.</param>
/// <param name="Path">Where the value was read.</param>
/// <param name="Trait">The trait behind it.</param>
/// <param name="Value">What the path leads to.</param>
/// <param name="Confidence">0 to 1, as of the persona's <c>generated_at</c>.</param>
/// <param name="IsFaded">True when too little is known by now: shown, but no rule saw it.</param>
public sealed record PersonaTrait(string Name, TraitPath Path, PublishedTrait Trait, DataValue Value, double Confidence, bool IsFaded);
