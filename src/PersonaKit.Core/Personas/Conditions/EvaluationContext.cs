using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Conditions;

/// <summary>All that a condition or a parameter can depend on.</summary>
/// <param name="Traits">What is known of the person.</param>
/// <param name="Context">What the caller said about the moment.</param>
/// <param name="Zone">The person's own time zone, which <c>user_local</c> means.</param>
/// <param name="At">The instant of the projection, in whole milliseconds.</param>
public sealed record EvaluationContext(TraitSet Traits, PersonaContext Context, LocalZone Zone, DateTimeOffset At)
{
    /// <summary>What a rule sees at the path: nothing where the trait is missing or has faded.</summary>
    public DataValue? Read(TraitPath path) => Look(path).Visible;

    /// <summary>What is at the path, also what no rule sees.</summary>
    public TraitReading Look(TraitPath path) =>
        Traits.TryResolve(path, out var trait, out var value) ? new(trait, value, trait.Confidence.IsFadedAt(At)) : new(trait, null, false);

    /// <summary>The value of a context field; null when the caller sent none.</summary>
    public DataValue? Read(ContextPath path) => path.Resolve(Context.Values);
}
