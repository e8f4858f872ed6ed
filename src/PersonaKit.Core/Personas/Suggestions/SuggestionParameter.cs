using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Suggestions;

/// <summary>A named value of a suggestion: where it comes from, and what stands in when there is nothing.</summary>
public sealed record SuggestionParameter
{
    public required string Name { get; init; }

    /// <summary>Set for a value the mapper states outright, null included.</summary>
    public DataValue? Literal { get; init; }

    public TraitPath? FromTrait { get; init; }

    public ContextPath? FromContext { get; init; }

    public DataValue? Default { get; init; }

    public ParameterTransform Transform { get; init; }

    /// <summary>Null when there is nothing to publish: the parameter is left out then.</summary>
    public DataValue? Resolve(EvaluationContext evaluation) => Look(evaluation).Value;

    /// <summary>What is published, and what it was made of.</summary>
    public ParameterReading Look(EvaluationContext evaluation)
    {
        if (Literal is not null)
        {
            return new(ParameterSource.Literal, Literal, Literal);
        }

        var found = FromTrait is { } trait ? evaluation.Read(trait) : FromContext is { } field ? evaluation.Read(field) : null;
        if (found is not (null or DataValue.Null))
        {
            return new(FromTrait is null ? ParameterSource.Context : ParameterSource.Trait, found, ParameterTransforms.Apply(Transform, found));
        }

        return Default is null or DataValue.Null
            ? new(ParameterSource.Nothing, null, null)
            : new(ParameterSource.Default, Default, ParameterTransforms.Apply(Transform, Default));
    }
}
