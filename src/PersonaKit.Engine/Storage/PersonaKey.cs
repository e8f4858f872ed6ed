using PersonaKit.Core.Personas.Programs;

namespace PersonaKit.Engine.Storage;

/// <summary>Which persona of a person: the mapper, and a digest of the context it was asked for and of the catalog it was built by.</summary>
public readonly record struct PersonaKey(MapperId MapperId, string ContextDigest)
{
    public override string ToString() => $"{MapperId}.{ContextDigest}";
}
