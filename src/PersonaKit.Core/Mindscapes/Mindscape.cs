using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Mindscapes.Extraction;
using PersonaKit.Core.Mindscapes.Voting;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;

namespace PersonaKit.Core.Mindscapes;

/// <summary>A person's traits as they follow from a set of observations, and which set that is.</summary>
public sealed record Mindscape
{
    /// <summary>The person.</summary>
    public required PersonId PersonId { get; init; }

    /// <summary>
    /// Names the state: a reader that applies observations on the fly counts each of them, as the fold that is saved later will.
    /// </summary>
    public MindscapeVersion Version { get; init; }

    /// <summary>When the stored fold ran; null before the first.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The number of the newest accepted observation that the traits reflect; every smaller number is in them too.</summary>
    public long LastSequence { get; init; }

    /// <summary>The person's traits.</summary>
    public required TraitSet Traits { get; init; }

    /// <summary>The time zones that observations stated.</summary>
    public ZoneTimeline Zones { get; init; } = ZoneTimeline.Empty;

    /// <summary>What the person thinks of the suggestions of rules.</summary>
    public RuleVotes Votes { get; init; } = RuleVotes.Empty;

    /// <summary>The catalog by which the traits were folded.</summary>
    public string CatalogHash { get; init; } = "";

    /// <summary>
    /// The W3C traceparent of the stored fold, so that a persona built from it can name the fold; null where nobody traced it.
    /// </summary>
    public string? FoldTrace { get; init; }

    /// <summary>
    /// The part of the history that the traits reflect, for one that was rebuilt to look back; null for all of it. Never stored.
    /// </summary>
    public HistoryCut? Cut { get; init; }

    /// <summary>The person's time zone now: the newest stated one, else UTC.</summary>
    public LocalZone Zone => Zones.Current;

    /// <summary>A mindscape without observations, at <see cref="MindscapeVersion.None"/>.</summary>
    public static Mindscape Empty(PersonId personId, TraitCatalog catalog) => new()
    {
        PersonId = personId,
        Traits = TraitSet.Empty(catalog),
        CatalogHash = catalog.Hash,
    };

    /// <summary>
    /// Stands for a stored one that cannot be read: no catalog has its hash, so it is folded again from all observations before anybody
    /// sees it.
    /// </summary>
    public static Mindscape Unreadable(PersonId personId, TraitCatalog catalog) => Empty(personId, catalog) with { CatalogHash = "unreadable" };
}
