namespace PersonaKit.Core.Personas.Suggestions;

/// <summary>Where a parameter's value came from this time.</summary>
public enum ParameterSource
{
    /// <summary>The mapper states it outright.</summary>
    Literal,

    Trait,

    Context,

    /// <summary>What it reads is missing, faded or null.</summary>
    Default,

    /// <summary>There was nothing, and no default: the parameter is left out.</summary>
    Nothing,
}
