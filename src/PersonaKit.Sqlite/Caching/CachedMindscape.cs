using PersonaKit.Engine.Storage;

namespace PersonaKit.Sqlite.Caching;

/// <param name="Stored">What a read of the tables would give.</param>
/// <param name="BodyLength">Bytes of the traits as stored: a measure of what they take in memory.</param>
internal sealed record CachedMindscape(StoredMindscape Stored, int BodyLength)
{
    /// <summary>Each append copies the inbox; past this length the tables are the better place to read it from.</summary>
    public const int InboxLimit = 128;

    /// <summary>Bytes, roughly.</summary>
    public long Weight => 1024 + (4L * BodyLength) + (1024L * Stored.Inbox.Length);
}
