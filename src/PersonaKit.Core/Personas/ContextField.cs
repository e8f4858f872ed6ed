namespace PersonaKit.Core.Personas;

/// <summary>A context field that a mapper declares for its callers.</summary>
public sealed record ContextField(string Name, ContextFieldType Type, string Description)
{
    public const string TypeNames = "text, number, boolean, instant, instant_or_minutes";

    public static ContextFieldType? TryParseType(string name) => name switch
    {
        "text" => ContextFieldType.Text,
        "number" => ContextFieldType.Number,
        "boolean" => ContextFieldType.Boolean,
        "instant" => ContextFieldType.Instant,
        "instant_or_minutes" => ContextFieldType.InstantOrMinutes,
        _ => null,
    };

    public static string NameOf(ContextFieldType type) => type switch
    {
        ContextFieldType.Text => "text",
        ContextFieldType.Number => "number",
        ContextFieldType.Boolean => "boolean",
        ContextFieldType.Instant => "instant",
        _ => "instant_or_minutes",
    };
}
