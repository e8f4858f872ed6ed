namespace PersonaKit.Azure.Mappers;

/// <summary>Which text of a mapper is active.</summary>
internal sealed record MapperIndexEntry(string Id, int Revision, string Digest, long CreatedAt)
{
    /// <summary>The digest is part of the name: two who publish different texts at once never write one document.</summary>
    public string DocumentId => $"{Id}!{Revision}!{Digest}";
}
