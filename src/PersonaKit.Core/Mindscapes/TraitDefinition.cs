namespace PersonaKit.Core.Mindscapes;

/// <summary>One trait of the catalog.</summary>
public sealed record TraitDefinition
{
    public required string Key { get; init; }
}
