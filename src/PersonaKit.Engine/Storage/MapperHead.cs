using System.Globalization;
using PersonaKit.Core.Personas.Programs;

namespace PersonaKit.Engine.Storage;

/// <summary>The state of one mapper without its texts. Each change writes a new head under the etag of the previous one.</summary>
public sealed record MapperHead
{
    /// <summary>The mapper's id.</summary>
    public required MapperId Id { get; init; }

    /// <summary>The number of changes, from 1.</summary>
    public required long Version { get; init; }

    /// <summary>The revision that is served; null when none is active.</summary>
    public MapperRevision? Active { get; init; }

    /// <summary>The newest revision, active or not.</summary>
    public required MapperRevision Newest { get; init; }

    /// <summary>The revision with the text of the mapper's file at the last start of a host; null when there was never a file.</summary>
    public MapperRevision? Seed { get; init; }

    /// <summary>Where the last activation or retirement came from; null before the first one.</summary>
    public MapperOrigin? DecidedBy { get; init; }

    /// <summary>The highest revision that was ever active; 0 before the first activation.</summary>
    public int Reached { get; init; }

    /// <summary>The etag of this state: <see cref="Version"/> as text.</summary>
    public string ETag => Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>The status of the mapper: active, retired or draft.</summary>
    public MapperStatus Status => Active is not null ? MapperStatus.Active : DecidedBy is not null ? MapperStatus.Retired : MapperStatus.Draft;

    /// <summary>The head of a new mapper with its first revision, which is not active.</summary>
    public static MapperHead Of(MapperId id, MapperRevision first) => new()
    {
        Id = id,
        Version = 1,
        Newest = first,
        Seed = first.Origin == MapperOrigin.File ? first : null,
    };

    /// <summary>The status of one revision: active, draft or inactive.</summary>
    /// <param name="revision">The revision's number, from 1.</param>
    public MapperStatus StatusOf(int revision) =>
        revision == Active?.Number ? MapperStatus.Active : revision > Reached ? MapperStatus.Draft : MapperStatus.Inactive;

    /// <summary>The head after <paramref name="next"/> was added as the newest revision.</summary>
    public MapperHead WithDraft(MapperRevision next) => Next(this with { Newest = next, Seed = next.Origin == MapperOrigin.File ? next : Seed });

    /// <summary>
    /// The head after the text of the newest revision was added again. No revision is added; a text from a file becomes the seed.
    /// </summary>
    public MapperHead WithSameDraft(MapperOrigin origin) => origin == MapperOrigin.File ? Next(this with { Seed = Newest }) : this;

    /// <summary>The head after <paramref name="revision"/> was activated.</summary>
    public MapperHead Activating(MapperRevision revision, MapperOrigin by) =>
        Next(this with { Active = revision, DecidedBy = by, Reached = Math.Max(Reached, revision.Number) });

    /// <summary>The head after the mapper was retired.</summary>
    public MapperHead Retiring(MapperOrigin by) => Next(this with { Active = null, DecidedBy = by });

    private MapperHead Next(MapperHead changed) => changed == this ? this : changed with { Version = Version + 1 };
}
