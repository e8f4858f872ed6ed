using System.Collections.Immutable;

namespace PersonaKit.Core.Personas.Contexts;

/// <summary>A context field that a mapper declares for its callers.</summary>
public sealed record ContextField(string Name, ContextFieldType Type, string Description)
{
    internal static readonly ImmutableArray<ContextFieldType> Types = [.. Enum.GetValues<ContextFieldType>()];

    /// <summary>The names of all types, for an error message.</summary>
    public static readonly string TypeNames = string.Join(", ", Types.Select(NameOf));

    /// <summary>The type of this name; null when there is none.</summary>
    public static ContextFieldType? TryParseType(string name)
    {
        foreach (var type in Types)
        {
            if (NameOf(type) == name)
            {
                return type;
            }
        }

        return null;
    }

    /// <summary>The name of the type in mappers.</summary>
    public static string NameOf(ContextFieldType type) => type switch
    {
        ContextFieldType.Text => "text",
        ContextFieldType.Number => "number",
        ContextFieldType.Boolean => "boolean",
        ContextFieldType.Instant => "instant",
        _ => "instant_or_minutes",
    };
}
