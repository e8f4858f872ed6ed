using System.Text;
using System.Text.Json;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// The mindscape in a hot document: either folded, and written as it is, or read, and parsed only when it is needed. Its <c>received</c>,
/// the number of the newest folded observation, is called <c>folded</c> there.
/// </summary>
internal abstract record HotState
{
    private const string FoldedField = "folded";
    private const string TraitsText = "traits_text";

    private static readonly string[] Members = ["schema", "person_id", "version", "updated_at", "fold_trace", "catalog", "zones", "traits", "votes"];

    public abstract long Version { get; }

    /// <summary>The number of the newest folded observation; 0 for a tombstone.</summary>
    public abstract long LastFolded { get; }

    /// <summary>The state that a fold came to.</summary>
    public static HotState Of(Mindscape mindscape) => new Folded(mindscape);

    /// <summary>What a tombstone keeps.</summary>
    public static HotState OfTombstone(long version) => new Erased(version);

    public static HotState Read(DataValue.Map root)
    {
        var members = root.Entries.Where(entry => Members.Contains(entry.Key)).Append(new("received", root[FoldedField]!));
        return new Stored(new([
            .. root[TraitsText] is DataValue.Text text
                ? members.Append(new("traits", DataValueJson.ParseStored(Encoding.UTF8.GetBytes(text.Value))))
                : members]));
    }

    /// <summary>Writes the members of the state into the document.</summary>
    public abstract void Write(Utf8JsonWriter writer);

    /// <summary>The mindscape, or one without traits that says that everything has to be folded again.</summary>
    public abstract Mindscape ToMindscape(PersonId personId, TraitCatalog catalog);

    private sealed record Folded(Mindscape Mindscape) : HotState
    {
        public override long Version => Mindscape.Version.Value;

        public override long LastFolded => Mindscape.LastSequence;

        /// <summary>Cosmos DB stores numbers as doubles, and a double cannot hold the digits of some.</summary>
        public override void Write(Utf8JsonWriter writer) =>
            MindscapeDocument.WriteMembers(writer, Mindscape, FoldedField, MindscapeDocument.FitsDoubles(Mindscape) ? null : TraitsText);

        public override Mindscape ToMindscape(PersonId personId, TraitCatalog catalog) => Mindscape;
    }

    private sealed record Stored(DataValue.Map Document) : HotState
    {
        public override long Version => Long("version");

        public override long LastFolded => Long("received");

        public override void Write(Utf8JsonWriter writer)
        {
            writer.WriteNumber(FoldedField, Long("received"));
            foreach (var (key, value) in Document.Entries)
            {
                if (key == "traits" && !value.FitsDoubles)
                {
                    writer.WriteString(TraitsText, DataValueJson.ToJson(value));
                }
                else if (Members.Contains(key))
                {
                    writer.WritePropertyName(key);
                    DataValueJson.Write(writer, value);
                }
            }
        }

        /// <summary>Version and number are read on their own: they are right whatever is wrong with the traits.</summary>
        public override Mindscape ToMindscape(PersonId personId, TraitCatalog catalog) =>
            MindscapeDocument.TryFrom(Document, catalog)
            ?? Mindscape.Unreadable(personId, catalog) with { Version = new(Version), LastSequence = Long("received") };

        private long Long(string name) => (long)((DataValue.Number)Document[name]!).Value;
    }

    private sealed record Erased(long At) : HotState
    {
        public override long Version => At;

        public override long LastFolded => 0;

        public override void Write(Utf8JsonWriter writer) => writer.WriteNumber("version", Version);

        public override Mindscape ToMindscape(PersonId personId, TraitCatalog catalog) => Mindscape.Empty(personId, catalog) with { Version = new(Version) };
    }
}
