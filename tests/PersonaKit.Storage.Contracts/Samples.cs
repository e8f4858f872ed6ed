using System.Text;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Storage;
using PersonaKit.Language.Catalogs;

namespace PersonaKit.Storage.Contracts;

/// <summary>Sample data of the suites. Every test uses its own people.</summary>
public static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 1, 20, 10, 0, 0, 250, TimeSpan.Zero);

    /// <summary>The shipped catalog; stores under test must be made with it.</summary>
    public static TraitCatalog Catalog { get; } =
        TraitCatalogParser.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "catalog", "traits.yaml"))).Catalog
        ?? throw new InvalidOperationException("the shipped catalog does not parse");

    public static PersonId NewPerson() => PersonId.Parse($"person:{Guid.NewGuid():n}");

    /// <summary>Ids that a store would confuse if it escaped, changed case or trimmed; one contains every allowed character.</summary>
    public static PersonId[] OddPeople()
    {
        var unique = Guid.NewGuid().ToString("n")[..12];
        const string Letters = "abcdefghijklmnopqrstuvwxyz";
        string[] odd = [$"{Letters}{Letters.ToUpperInvariant()}0123456789.:@_|~+-", "x+y", "x-y", "x_y", "x|y", "x:y", "x~y", "x@y", "x.y", "X+Y", "x2By", "x-2By", "x+", "x"];
        return [.. odd.Select(id => PersonId.Parse($"{id}{unique}")), PersonId.Parse($"{unique}{new string('~', PersonId.MaxLength - unique.Length)}")];
    }

    public static Observation Observation(string id, int minutes = 90) => new ObservationDraft
    {
        Pointer = "",
        Id = ObservationId.Parse(id),
        Type = "work_session",
        Content = new DataValue.Map(
        [
            new("duration_minutes", DataValue.Of(minutes)),
            new("productivity_score", DataValue.Of(1 + (minutes % 5))),
            new("interruptions", DataValue.Of(minutes % 4)),
            new("note", DataValue.Of("grün ☕ \"quoted\"")),
        ]),
        Meta = new DataValue.Map([new("app", DataValue.Of("calendar"))]),
        ObservedAt = Now.AddMinutes(-minutes),
    }.Accept(ObservationId.Parse(id), Now);

    /// <summary>The next mindscape, as a fold of the read state returns it.</summary>
    public static Mindscape Fold(StoredMindscape stored)
    {
        var fresh = stored.Inbox.Select(accepted => accepted.Observation).ToList();
        return MindscapeFold.TryApply(stored.Mindscape, fresh, Catalog)! with
        {
            Version = stored.Mindscape.Version.Next(),
            UpdatedAt = Now.AddMinutes(stored.Mindscape.Version.Value),
            LastSequence = stored.LastSequence,
        };
    }

    /// <summary>The folded mindscape with the next version.</summary>
    public static Mindscape Next(Mindscape folded) => folded with { Version = folded.Version.Next(), UpdatedAt = Now.AddMinutes(folded.Version.Value) };

    public static PersonaKey Key(string mapper = "daily_work_optimizer", string digest = "0a1b2c") => new(MapperId.Parse(mapper), digest);

    /// <summary>A row with the given version that expires after one hour.</summary>
    public static PersonaRow Row(PersonaKey key, long version = 1, DateTimeOffset? expiresAt = null, string body = "{}") => new()
    {
        Key = key,
        MapperRevision = 1,
        MindscapeVersion = new MindscapeVersion(version),
        LastSequence = version,
        GeneratedAt = Now.AddSeconds(version),
        ExpiresAt = expiresAt ?? Now.AddHours(1),
        PersonaId = $"p-{key}-{version}",
        Body = Encoding.UTF8.GetBytes(body),
    };
}
