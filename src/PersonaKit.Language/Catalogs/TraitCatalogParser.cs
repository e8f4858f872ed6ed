using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Values;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Catalogs;

/// <summary>
/// Reads a trait catalog from YAML or JSON; every fault is reported, each with its line and column. A text of several YAML documents is
/// one catalog, which has the traits and observation types of all of them.
/// </summary>
public static class TraitCatalogParser
{
    /// <summary>
    /// Part of the hash: a change of how evidence is read or added up must refold mindscapes as a change of the catalog does.
    /// </summary>
    private const byte FoldGeneration = 2;

    /// <summary>Parses a catalog. A text with faults gives no catalog, and no exception.</summary>
    public static TraitCatalogParseResult Parse(string source)
    {
        var faults = new List<Diagnostic>();
        if (SourceReader.ReadAll(source, faults) is not { Count: > 0 } documents
            || CatalogDocuments.Merge(documents, faults) is not { } root
            || FieldReader.TryOpen(root, "the catalog", faults) is not { } document)
        {
            return Failed(faults);
        }

        var traits = new TraitSectionReader(faults);
        traits.Read(document.Section("traits", "traits", required: true));
        traits.AddTimeZone();
        var rules = new ObservationSectionReader(traits, faults);
        rules.Read(document.Section("observations", "observations"));
        document.RejectUnknown();
        return faults.Count > 0
            ? Failed(faults)
            : new(new TraitCatalog(traits.Definitions, traits.Derived, rules.Rules, HashOf(root)), []);
    }

    private static TraitCatalogParseResult Failed(List<Diagnostic> faults) =>
        new(null, [.. faults.Distinct().OrderBy(fault => fault.Line).ThenBy(fault => fault.Column)]);

    private static string HashOf(SourceNode root)
    {
        var buffer = new ArrayBufferWriter<byte>(8 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, DataValueJson.WriterOptions))
        {
            DataValueJson.WriteCanonical(writer, root.ToData());
        }

        return Convert.ToHexStringLower(SHA256.HashData([FoldGeneration, .. buffer.WrittenSpan]).AsSpan(0, 16));
    }
}
