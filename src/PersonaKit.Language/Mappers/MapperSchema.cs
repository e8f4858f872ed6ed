using PersonaKit.Language.Schemas;

namespace PersonaKit.Language.Mappers;

/// <summary>The JSON Schema (2020-12) of the mapper language, for editors: <see cref="MapperParser"/> stays the judge.</summary>
public static class MapperSchema
{
    /// <summary>Indented JSON, always the same for the same language.</summary>
    public static string Text { get; } = SchemaText.Of(MapperShape.Document);
}
