using System.Collections.Immutable;

namespace PersonaKit.Azure.Mappers;

/// <summary>Which text of a mapper is active.</summary>
internal sealed record MapperIndexEntry(string Id, int Revision, string Digest, long CreatedAt)
{
    /// <summary>The digest is part of the name: two who publish different texts at once never write one document.</summary>
    public string DocumentId => $"{Id}!{Revision}!{Digest}";

    /// <summary>The texts that were active before, each an entry of its own without this list, oldest first.</summary>
    public ImmutableArray<MapperIndexEntry> Older { get; init; } = [];
}
