using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>The document that accepting, folding and reading use. Its traits are parsed only when they are needed.</summary>
internal sealed record HotDocument
{
    public const string Kind = "mindscape";

    public required PersonId PersonId { get; init; }

    public required HotState State { get; init; }

    /// <summary>
    /// The number of the newest accepted observation. Numbers may have gaps, because a repeated observation is removed again.
    /// </summary>
    public required long LastSequence { get; init; }

    public ImmutableArray<AcceptedObservation> Inbox { get; init; } = [];

    public ImmutableArray<AcceptedObservation> Recent { get; init; } = [];

    public ImmutableArray<JournalEntry> Journal { get; init; } = [];

    /// <summary>Whether the last fold took something back (<see cref="StoredMindscape.HasTakenBack"/>).</summary>
    public bool HasTakenBack { get; init; }

    /// <summary>Set on a tombstone, which keeps only the version, <see cref="LastSequence"/> and the properties below.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>
    /// Pages up to this number belong to an erased history. New pages get greater numbers, so that a late page of the old history is never
    /// read.
    /// </summary>
    public int PagesBefore { get; init; }

    /// <summary>Pages of an erased history that may still be in the partition.</summary>
    public ErasedPages? ErasedPages { get; init; }

    public string ETag { get; init; } = "";

    /// <summary>Pages of the journal that were read because they hold an id that was looked for.</summary>
    public FoundPages Found { get; init; } = new();

    public long Version => State.Version;

    public static HotDocument New(PersonId personId, TraitCatalog catalog) => new()
    {
        PersonId = personId,
        State = HotState.Of(Mindscape.Empty(personId, catalog)),
        LastSequence = 0,
    };

    public StoredMindscape ToStored(ImmutableArray<AcceptedObservation> inbox, TraitCatalog catalog) =>
        new(ErasedAt is null ? State.ToMindscape(PersonId, catalog) : Blank(catalog), inbox, LastSequence, ETag) { ErasedAt = ErasedAt, HasTakenBack = HasTakenBack };

    /// <summary>The tombstone of this document.</summary>
    public HotDocument Erase(DateTimeOffset at, JournalLimits limits)
    {
        var pages = JournalSpill.MayHavePages(this, limits) ? new ErasedPages(PagesBefore + 1, JournalSpill.LastPage(this)) : null;
        return new HotDocument
        {
            PersonId = PersonId,
            // Newer than what any reader can have built ahead of the feed.
            State = HotState.OfTombstone(Version + LastSequence - State.LastFolded + 1),
            LastSequence = LastSequence,
            ErasedAt = Instants.Truncate(at),
            PagesBefore = pages?.Last ?? PagesBefore,
            ErasedPages = ErasedPages is { } older ? older with { Last = pages?.Last ?? older.Last } : pages,
            ETag = ETag,
        };
    }

    /// <summary>
    /// A document with an empty history. Its version and numbers continue those of the tombstone. The feed may never deliver that one, so
    /// the mark tells the next fold that a row of before may have been saved after the erase.
    /// </summary>
    public HotDocument Revive(TraitCatalog catalog) => this with { State = HotState.Of(Blank(catalog)), ErasedAt = null, HasTakenBack = true };

    private Mindscape Blank(TraitCatalog catalog) => Mindscape.Empty(PersonId, catalog) with { Version = new(Version), LastSequence = LastSequence };
}
