using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
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
    public required long Received { get; init; }

    public ImmutableArray<AcceptedObservation> Inbox { get; init; } = [];

    public ImmutableArray<AcceptedObservation> Recent { get; init; } = [];

    public ImmutableArray<JournalEntry> Journal { get; init; } = [];

    public string Tag { get; init; } = "";

    public long Version => (long)((DataValue.Number)State["version"]!).Value;

    public static HotDocument New(PersonId personId, TraitCatalog catalog) => new()
    {
        PersonId = personId,
        State = StateOf(Mindscape.Empty(personId, catalog)),
        Received = 0,
    };

    public static DataValue.Map StateOf(Mindscape mindscape) => (DataValue.Map)DataValueJson.Parse(MindscapeDocument.Write(mindscape));

    public StoredMindscape ToStored(ImmutableArray<AcceptedObservation> inbox, TraitCatalog catalog) =>
        new(MindscapeDocument.From(State, catalog), inbox, Received, Tag);
}
