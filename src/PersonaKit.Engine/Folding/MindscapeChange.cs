using System.Text.Json;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Folding;

/// <summary>
/// What a delivered document says about the change. The replica that answers the next read may not have the change yet, so this is what the
/// read has to show.
/// </summary>
/// <param name="PersonId">The person whose document changed.</param>
/// <param name="Position">How far the document had come. Zero for a document that does not say so: then any read will do.</param>
public sealed record MindscapeChange(PersonId PersonId, DocumentPosition Position)
{
    /// <summary>
    /// The catalog that the document was folded by, if nothing is left to do about it but to announce its version: nothing waits in its
    /// inbox, its last fold took nothing back, and it is no tombstone. Null otherwise.
    /// </summary>
    public string? SettledBy { get; init; }

    /// <summary>What two deliveries of one person come to.</summary>
    public MindscapeChange And(MindscapeChange other) =>
        this with { Position = Position.And(other.Position), SettledBy = SettledBy == other.SettledBy ? SettledBy : null };

    internal static MindscapeChange Read(PersonId personId, JsonElement document) =>
        new(personId, new DocumentPosition(new MindscapeVersion(NumberOf(document, "version")), NumberOf(document, "received")))
        {
            SettledBy = document.TryGetProperty("inbox", out var inbox) && inbox.ValueKind == JsonValueKind.Array && inbox.GetArrayLength() == 0
                && !document.TryGetProperty("has_taken_back", out _)
                && !document.TryGetProperty("erased_at", out _)
                && document.TryGetProperty("catalog", out var catalog) && catalog.ValueKind == JsonValueKind.String
                    ? catalog.GetString()
                    : null,
        };

    private static long NumberOf(JsonElement document, string name) =>
        document.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number > 0 ? number : 0;
}
