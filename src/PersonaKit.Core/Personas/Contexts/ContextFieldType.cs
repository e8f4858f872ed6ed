namespace PersonaKit.Core.Personas.Contexts;

/// <summary>What a mapper expects of a context field.</summary>
public enum ContextFieldType
{
    Text,
    Number,
    Boolean,

    /// <summary>An ISO 8601 instant, or a local date and time on the person's own clock.</summary>
    Instant,

    InstantOrMinutes,
}
