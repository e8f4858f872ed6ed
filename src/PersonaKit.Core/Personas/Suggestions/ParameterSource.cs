namespace PersonaKit.Core.Personas.Suggestions;

/// <summary>Where a parameter's value came from this time.</summary>
public enum ParameterSource
{
    /// <summary>The mapper states the value.</summary>
    Literal,

    /// <summary>A trait of the person.</summary>
    Trait,

    /// <summary>The context that the caller sent.</summary>
    Context,

    /// <summary>What it reads is missing, faded or null.</summary>
    Default,

    /// <summary>There is no value and no default: the parameter is left out.</summary>
    Nothing,
}
