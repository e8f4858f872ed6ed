using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>The one document that accepting, folding and reading touch. Its traits stay as they are stored until somebody asks for them.</summary>
internal sealed record HotDocument
{
    public const string Kind = "mindscape";

    public required PersonId PersonId { get; init; }

    /// <summary>A <see cref="MindscapeDocument"/>; its <c>received</c> is how far it is folded.</summary>
    public required DataValue.Map State { get; init; }

    /// <summary>The number of the newest accepted observation. Numbers may have gaps: an observation that turned out to be known already keeps none.</summary>
    public required long LastSequence { get; init; }

    public ImmutableArray<AcceptedObservation> Inbox { get; init; } = [];

    public ImmutableArray<AcceptedObservation> Recent { get; init; } = [];

    public ImmutableArray<JournalEntry> Journal { get; init; } = [];

    /// <summary>Makes the document a tombstone: nothing but the version, <see cref="LastSequence"/> and what follows here is left.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Pages up to this number belong to a history that was erased; new ones come after it, so that no late page of the old is taken for one of the new.</summary>
    public int PagesBefore { get; init; }

    /// <summary>Pages of an erased history that may still be in the partition.</summary>
    public ErasedPages? ErasedPages { get; init; }

    public string ETag { get; init; } = "";

    public long Version => (long)((DataValue.Number)State["version"]!).Value;

    public static HotDocument New(PersonId personId, TraitCatalog catalog) => new()
    {
        PersonId = personId,
        State = StateOf(Mindscape.Empty(personId, catalog)),
        LastSequence = 0,
    };

    public static DataValue.Map StateOf(Mindscape mindscape) => (DataValue.Map)DataValueJson.Parse(MindscapeDocument.Write(mindscape));

    public StoredMindscape ToStored(ImmutableArray<AcceptedObservation> inbox, TraitCatalog catalog) =>
        new(ErasedAt is null ? MindscapeDocument.From(State, catalog) : Blank(catalog), inbox, LastSequence, ETag) { ErasedAt = ErasedAt };

    /// <summary>What is left of the document when the person is erased.</summary>
    public HotDocument Erase(DateTimeOffset at, JournalLimits limits)
    {
        var pages = JournalSpill.MayHavePages(this, limits) ? new ErasedPages(PagesBefore + 1, JournalSpill.LastPage(this)) : null;
        return new HotDocument
        {
            PersonId = PersonId,
            State = TombstoneJson.StateOf(Version + 1),
            LastSequence = LastSequence,
            ErasedAt = Instants.Truncate(at),
            PagesBefore = pages?.Last ?? PagesBefore,
            ErasedPages = ErasedPages is { } older ? older with { Last = pages?.Last ?? older.Last } : pages,
            ETag = ETag,
        };
    }

    /// <summary>A living person with an empty history, whose version and numbers go on from the tombstone's.</summary>
    public HotDocument Revive(TraitCatalog catalog) => this with { State = StateOf(Blank(catalog)), ErasedAt = null };

    private Mindscape Blank(TraitCatalog catalog) => Mindscape.Empty(PersonId, catalog) with { Version = new(Version), LastSequence = LastSequence };
}
