using PersonaKit.Core.Personas.Programs;

namespace PersonaKit.Engine.Storage;

/// <summary>The key of a persona of one person.</summary>
/// <param name="MapperId">The mapper.</param>
/// <param name="ContextDigest">A digest of the context, followed by one of the trait catalog.</param>
public readonly record struct PersonaKey(MapperId MapperId, string ContextDigest)
{
    /// <summary>The key as text: the mapper id, a dot and the digest.</summary>
    public override string ToString() => $"{MapperId}.{ContextDigest}";
}
