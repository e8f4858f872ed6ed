namespace PersonaKit.Core.Personas.Contexts;

/// <summary>What a mapper expects of a context field.</summary>
public enum ContextFieldType
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A number, or a text that is one.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>An ISO 8601 instant, or a local date and time on the person's own clock.</summary>
    Instant,

    /// <summary>An instant as for <see cref="Instant"/>, or a number of minutes from now.</summary>
    InstantOrMinutes,
}
