using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Conditions;

/// <summary>What a path leads to at an instant.</summary>
/// <param name="Trait">The trait the path is about, also when the rest of the path leads nowhere; null when the person has none.</param>
/// <param name="Value">Null when the path leads nowhere.</param>
/// <param name="IsFaded">True when there is a value and too little is known of it by now.</param>
public readonly record struct TraitReading(PublishedTrait? Trait, DataValue? Value, bool IsFaded)
{
    /// <summary>What a rule sees.</summary>
    public DataValue? Visible => IsFaded ? null : Value;
}
