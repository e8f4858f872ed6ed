using PersonaKit.Core.Values;

namespace PersonaKit.Language.Schemas;

/// <summary>One key of a map in a schema.</summary>
internal sealed record SchemaField(string Key, DataValue.Map Shape, bool IsRequired);
