using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Suggestions;

/// <summary>A named value of a suggestion: its source, and its default.</summary>
public sealed record SuggestionParameter
{
    /// <summary>The name, which placeholders of the template use.</summary>
    public required string Name { get; init; }

    /// <summary>Set for a value that the mapper states itself, the JSON null included.</summary>
    public DataValue? Literal { get; init; }

    /// <summary>The trait path that it reads, if it reads one.</summary>
    public TraitPath? FromTrait { get; init; }

    /// <summary>The context field that it reads, if it reads one.</summary>
    public ContextPath? FromContext { get; init; }

    /// <summary>The value when the source has none.</summary>
    public DataValue? Default { get; init; }

    /// <summary>What is done to the value before it is published.</summary>
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
