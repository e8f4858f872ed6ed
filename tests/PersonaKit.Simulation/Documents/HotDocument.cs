using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Simulation.Documents;

/// <summary>The one document of a person that accepting, folding and reading touch; or, erased, the tombstone.</summary>
internal sealed record HotDocument : Document
{
    public required Mindscape State { get; init; }

    public required long LastSequence { get; init; }

    public ImmutableArray<AcceptedObservation> Inbox { get; init; } = [];

    public ImmutableArray<AcceptedObservation> Recent { get; init; } = [];

    public ImmutableArray<JournalEntry> Journal { get; init; } = [];

    public DateTimeOffset? ErasedAt { get; init; }

    public int PagesBefore { get; init; }

    /// <summary>Pages of an erased history that may still be there.</summary>
    public (int First, int Last)? ErasedPages { get; init; }

    public PersonId PersonId => State.PersonId;

    public MindscapeVersion Version => State.Version;

    public static HotDocument New(PersonId personId, TraitCatalog catalog) => new()
    {
        Id = personId.Value,
        State = Mindscape.Empty(personId, catalog),
        LastSequence = 0,
    };

    public HotDocument With(ImmutableArray<Observation> fresh) => this with
    {
        LastSequence = LastSequence + fresh.Length,
        Inbox = [.. Inbox, .. fresh.Select((observation, i) => new AcceptedObservation(LastSequence + i + 1, observation))],
    };

    public HotDocument Erase(DateTimeOffset at, TraitCatalog catalog)
    {
        (int First, int Last)? pages = JournalSpill.MayHavePages(this) ? (PagesBefore + 1, JournalSpill.LastPage(this)) : null;
        return new HotDocument
        {
            Id = Id,
            ETag = ETag,
            State = Blank(catalog) with { Version = Version.After(LastSequence - State.LastSequence).Next() },
            LastSequence = LastSequence,
            ErasedAt = at,
            PagesBefore = pages?.Last ?? PagesBefore,
            ErasedPages = ErasedPages is { } older ? (older.First, pages?.Last ?? older.Last) : pages,
            TimeToLive = ErasureLifetimes.Tombstone,
        };
    }

    /// <summary>A living person with an empty history, whose version and numbers go on from the tombstone's.</summary>
    public HotDocument Revive(TraitCatalog catalog) => this with { State = Blank(catalog), ErasedAt = null, TimeToLive = null, HasTakenBack = true };

    public bool HasTakenBack { get; init; }

    public StoredMindscape ToStored(ImmutableArray<AcceptedObservation> inbox) =>
        new(State, inbox, LastSequence, ETag) { ErasedAt = ErasedAt, HasTakenBack = HasTakenBack };

    private Mindscape Blank(TraitCatalog catalog) =>
        Mindscape.Empty(PersonId, catalog) with { Version = Version, LastSequence = LastSequence };
}
