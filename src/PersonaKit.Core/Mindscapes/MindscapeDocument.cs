using System.Buffers;
using System.Text.Json;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Mindscapes.Extraction;
using PersonaKit.Core.Mindscapes.Stored;
using PersonaKit.Core.Mindscapes.Voting;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes;

/// <summary>
/// The stored shape of a mindscape, schema 1: what every store keeps of it. Sums are kept as the integers they are, instants as
/// milliseconds since 1970; a published number is never stored, it follows.
/// </summary>
public static class MindscapeDocument
{
    /// <summary>The version of the stored shape, in its member <c>schema</c>.</summary>
    public const int Schema = 1;

    /// <summary>The stored shape as UTF-8 JSON.</summary>
    public static byte[] Write(Mindscape mindscape)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, DataValueJson.WriterOptions))
        {
            Write(writer, mindscape);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the stored shape as one JSON object.</summary>
    public static void Write(Utf8JsonWriter writer, Mindscape mindscape)
    {
        writer.WriteStartObject();
        WriteMembers(writer, mindscape, "received", traitsText: null);
        writer.WriteEndObject();
    }

    /// <summary>Writes the members of the stored shape into an object that has others too.</summary>
    /// <param name="writer">Stands in an object.</param>
    /// <param name="mindscape">The mindscape.</param>
    /// <param name="received">The name of what is otherwise called <c>received</c>.</param>
    /// <param name="traitsText">The name of a text that holds the traits as JSON; null to write them as <c>traits</c>.</param>
    public static void WriteMembers(Utf8JsonWriter writer, Mindscape mindscape, string received, string? traitsText)
    {
        writer.WriteNumber("schema", Schema);
        writer.WriteString("person_id", mindscape.PersonId.Value);
        writer.WriteNumber("version", mindscape.Version.Value);
        if (mindscape.UpdatedAt is { } updatedAt)
        {
            writer.WriteNumber("updated_at", updatedAt.ToUnixTimeMilliseconds());
        }

        if (mindscape.FoldTrace is { } trace)
        {
            writer.WriteString("fold_trace", trace);
        }

        writer.WriteNumber(received, mindscape.LastSequence);
        writer.WriteString("catalog", mindscape.CatalogHash);
        StoredZones.Write(writer, mindscape.Zones);
        if (traitsText is null)
        {
            writer.WritePropertyName("traits");
            WriteTraits(writer, mindscape);
        }
        else
        {
            var buffer = new ArrayBufferWriter<byte>(4096);
            using (var text = new Utf8JsonWriter(buffer, DataValueJson.WriterOptions))
            {
                WriteTraits(text, mindscape);
            }

            writer.WriteString(traitsText, buffer.WrittenSpan);
        }

        if (!mindscape.Votes.IsEmpty)
        {
            StoredVotes.Write(writer, mindscape.Votes);
        }
    }

    /// <summary>
    /// Whether a double holds every number of the traits. A store that keeps numbers as doubles has to write the traits as text otherwise.
    /// </summary>
    public static bool FitsDoubles(Mindscape mindscape) => mindscape.Traits.States.All(state => state.FitsDoubles);

    private static void WriteTraits(Utf8JsonWriter writer, Mindscape mindscape)
    {
        writer.WriteStartObject();
        foreach (var state in mindscape.Traits.States.OrderBy(state => state.Definition.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(state.Definition.Key);
            StoredTrait.Write(writer, state);
        }

        writer.WriteEndObject();
    }

    /// <summary>
    /// Reads what <see cref="Write(Mindscape)"/> wrote. Traits that were folded by another catalog are left out: they mean something else
    /// now, and the hash that comes back with them says that everything has to be folded again.
    /// </summary>
    /// <exception cref="FormatException">The text is not a stored mindscape of a known schema.</exception>
    public static Mindscape Read(ReadOnlySpan<byte> utf8, TraitCatalog catalog)
    {
        try
        {
            return From(DataValueJson.ParseStored(utf8), catalog);
        }
        catch (Exception malformed) when (IsMalformed(malformed))
        {
            throw new FormatException("not a stored mindscape", malformed);
        }
    }

    /// <summary>
    /// As <see cref="From(DataValue, TraitCatalog)"/>; null where that fails, however it fails: the observations are the truth, and a
    /// mindscape can be folded from them again.
    /// </summary>
    /// <exception cref="FormatException">
    /// The document has a newer schema: another version of the application reads it, and must not lose what it wrote.
    /// </exception>
    public static Mindscape? TryFrom(DataValue document, TraitCatalog catalog)
    {
        try
        {
            return From(document, catalog);
        }
        catch (Exception malformed) when (
            !IsNewer(document) && (malformed is FormatException or IndexOutOfRangeException || IsMalformed(malformed)))
        {
            return null;
        }
    }

    /// <summary>As <see cref="TryFrom"/>, for the text.</summary>
    /// <exception cref="FormatException">The document has a newer schema.</exception>
    public static Mindscape? TryRead(ReadOnlySpan<byte> utf8, TraitCatalog catalog)
    {
        DataValue document;
        try
        {
            document = DataValueJson.ParseStored(utf8);
        }
        catch (Exception malformed) when (malformed is FormatException or InvalidOperationException || IsMalformed(malformed))
        {
            return null;
        }

        return TryFrom(document, catalog);
    }

    /// <summary>As <see cref="Read"/>, from a parsed document.</summary>
    /// <exception cref="FormatException">The document is not a stored mindscape of a known schema.</exception>
    public static Mindscape From(DataValue document, TraitCatalog catalog)
    {
        try
        {
            return From(new StoredNode(document), catalog);
        }
        catch (Exception malformed) when (malformed is InvalidCastException or ArgumentException or OverflowException)
        {
            throw new FormatException("not a stored mindscape", malformed);
        }
    }

    private static Mindscape From(StoredNode node, TraitCatalog catalog)
    {
        var schema = node.Long("schema");
        if (schema != Schema)
        {
            throw new FormatException($"a mindscape of schema {schema}; this version reads schema {Schema}");
        }

        var hash = node.Text("catalog");
        return new Mindscape
        {
            PersonId = PersonId.Parse(node.Text("person_id")),
            Version = new MindscapeVersion(node.Long("version")),
            UpdatedAt = node.Has("updated_at") ? node.Instant("updated_at") : null,
            LastSequence = node.Long("received"),
            FoldTrace = node.Has("fold_trace") ? node.Text("fold_trace") : null,
            CatalogHash = hash,
            Zones = StoredZones.Read(node.Node("zones")),
            Votes = node.Has("votes") ? StoredVotes.Read(node.Node("votes")) : RuleVotes.Empty,
            Traits = hash == catalog.Hash
                ? TraitSet.Restore(node.Node("traits").Entries.Select(entry => StoredTrait.Read(entry.Key, entry.Value, catalog)), catalog)
                : TraitSet.Empty(catalog),
        };
    }

    private static bool IsNewer(DataValue document) => document is DataValue.Map map && map["schema"] is DataValue.Number { Value: > Schema };

    private static bool IsMalformed(Exception fault) => fault is JsonException or InvalidCastException or ArgumentOutOfRangeException or OverflowException;
}
