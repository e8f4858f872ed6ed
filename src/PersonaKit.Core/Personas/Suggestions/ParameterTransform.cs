namespace PersonaKit.Core.Personas.Suggestions;

/// <summary>What is done to a parameter's value before it is published.</summary>
public enum ParameterTransform
{
    /// <summary>The value is published as it is.</summary>
    None,

    /// <summary>90 becomes the text "1.5 hours"; what is no number stays as it is.</summary>
    MinutesToHours,

    /// <summary>The first character upper case, the others lower case.</summary>
    Capitalize,

    /// <summary>All characters lower case.</summary>
    Lower,
}
