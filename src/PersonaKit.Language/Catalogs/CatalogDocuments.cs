using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Catalogs;

/// <summary>Several documents as the one catalog that they are together.</summary>
internal static class CatalogDocuments
{
    /// <summary>
    /// The sections of all documents under one root; an entry that an earlier document has is a fault. Documents that say nothing are
    /// left out, unless all are like that.
    /// </summary>
    /// <returns>Null when a document is no map.</returns>
    public static SourceNode? Merge(IReadOnlyList<SourceNode> documents, List<Diagnostic> faults)
    {
        var stated = documents.Where(document => !Expect.IsNull(document)).ToList();
        if (stated.Count < 2)
        {
            return stated.Count == 1 ? stated[0] : documents[0];
        }

        var sections = new List<SourceEntry>();
        foreach (var document in stated)
        {
            if (FieldReader.TryOpen(document, "the catalog", faults) is not { Map: var map })
            {
                return null;
            }

            foreach (var section in map.Entries)
            {
                Add(sections, section, faults);
            }
        }

        return new SourceNode.Map(stated[0].Line, stated[0].Column, sections);
    }

    private static void Add(List<SourceEntry> sections, SourceEntry section, List<Diagnostic> faults)
    {
        var at = sections.FindIndex(known => known.Key == section.Key);
        if (at < 0)
        {
            sections.Add(section);
        }
        else if (sections[at].Value is SourceNode.Map known && section.Value is SourceNode.Map more)
        {
            foreach (var twice in more.Entries.Where(entry => known.Find(entry.Key) is not null))
            {
                var line = known.Find(twice.Key)!.Line;
                faults.Add(new(twice.Line, twice.Column, $"'{Expect.Shorten(twice.Key)}' already stands under '{section.Key}' in line {line}"));
            }

            var added = more.Entries.Where(entry => known.Find(entry.Key) is null);
            sections[at] = sections[at] with { Value = known with { Entries = [.. known.Entries, .. added] } };
        }
        else if (!Expect.IsNull(section.Value))
        {
            if (Expect.IsNull(sections[at].Value))
            {
                sections[at] = section;
            }
            else
            {
                faults.Add(new(section.Line, section.Column, $"'{section.Key}' must be a map wherever it stands"));
            }
        }
    }
}
