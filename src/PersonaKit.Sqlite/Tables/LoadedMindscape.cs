using PersonaKit.Engine.Storage;

namespace PersonaKit.Sqlite.Tables;

/// <param name="Stored">What a read of the tables gives.</param>
/// <param name="BodyLength">Bytes of the traits as stored: a measure of what they take in memory.</param>
internal sealed record LoadedMindscape(StoredMindscape Stored, int BodyLength)
{
    /// <summary>Bytes that the inbox takes in memory; the cache knows them.</summary>
    public long InboxBytes { get; init; }
}
