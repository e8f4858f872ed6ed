using System.Globalization;
using PersonaKit.Core.Personas.Programs;

namespace PersonaKit.Engine.Storage;

/// <summary>The state of one mapper without its texts. Every change is a new head under the etag of the one it was made from.</summary>
public sealed record MapperHead
{
    public required MapperId Id { get; init; }

    /// <summary>Counts the changes, from 1.</summary>
    public required long Version { get; init; }

    /// <summary>The revision that is served; null while there is none.</summary>
    public MapperRevision? Active { get; init; }

    public required MapperRevision Newest { get; init; }

    /// <summary>The revision that holds what the mapper's file said when a host last started with one.</summary>
    public MapperRevision? Seed { get; init; }

    /// <summary>Who last activated or retired; null when nobody ever did.</summary>
    public MapperOrigin? DecidedBy { get; init; }

    /// <summary>The highest revision that was ever active; 0 when none was.</summary>
    public int Reached { get; init; }

    public string ETag => Version.ToString(CultureInfo.InvariantCulture);

    public MapperStatus Status => Active is not null ? MapperStatus.Active : DecidedBy is not null ? MapperStatus.Retired : MapperStatus.Draft;

    public static MapperHead Of(MapperId id, MapperRevision first) => new()
    {
        Id = id,
        Version = 1,
        Newest = first,
        Seed = first.Origin == MapperOrigin.File ? first : null,
    };

    public MapperStatus StatusOf(int revision) =>
        revision == Active?.Number ? MapperStatus.Active : revision > Reached ? MapperStatus.Draft : MapperStatus.Inactive;

    public MapperHead WithDraft(MapperRevision next) => Next(this with { Newest = next, Seed = next.Origin == MapperOrigin.File ? next : Seed });

    /// <summary>The text of the newest revision came again: no other revision, but a file that says it now says so.</summary>
    public MapperHead WithSameDraft(MapperOrigin origin) => origin == MapperOrigin.File ? Next(this with { Seed = Newest }) : this;

    public MapperHead Activating(MapperRevision revision, MapperOrigin by) =>
        Next(this with { Active = revision, DecidedBy = by, Reached = Math.Max(Reached, revision.Number) });

    public MapperHead Retiring(MapperOrigin by) => Next(this with { Active = null, DecidedBy = by });

    private MapperHead Next(MapperHead changed) => changed == this ? this : changed with { Version = Version + 1 };
}
