namespace PersonaKit.Sqlite.Writing;

/// <summary>A row of <c>people</c> as the writer knows it, uncommitted changes included.</summary>
internal sealed record StoredPerson(long Key, long Received, long Folded, long Version)
{
    public long Waiting => Received - Folded;
}
