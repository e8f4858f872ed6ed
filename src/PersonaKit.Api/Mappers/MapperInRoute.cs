using System.Globalization;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Api.Mappers;

/// <summary>The mapper a route is about. An id no mapper can have is simply unknown.</summary>
internal static class MapperInRoute
{
    /// <summary>The active revision of the mapper.</summary>
    public static Problem? TryFind(MapperSnapshot mappers, string text, out CompiledMapper mapper)
    {
        var entry = MapperId.TryParse(text, out var id) ? mappers.Find(id) : null;
        mapper = entry?.Active!;
        return mapper is not null ? null : entry is null ? Unknown() : NotServed(entry);
    }

    public static Problem? TryRead(string text, out MapperId id) => MapperId.TryParse(text, out id) && !id.IsReserved ? null : Unknown();

    /// <summary>The id of a mapper that may have to be made.</summary>
    public static Problem? TryReadNew(string text, out MapperId id) => MapperId.TryParse(text, out id) && !id.IsReserved
        ? null
        : new Problem(ProblemTypes.InvalidMapperId, $"a mapper's id is {MapperId.Rule}, and neither {MapperId.Reserved}");

    public static Problem? TryReadRevision(string text, out int revision) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out revision) && revision > 0 ? null : UnknownRevision();

    public static Problem Unknown() => new(ProblemTypes.UnknownMapper, $"there is no such mapper; GET {ApiPath.Base}/mappers lists them");

    public static Problem UnknownRevision() => new(ProblemTypes.UnknownRevision, "the mapper has no revision of this number; they count from 1");

    private static Problem NotServed(MapperEntry entry) => entry switch
    {
        { IsUnreadable: true } => new Problem(ProblemTypes.MapperUnreadable, $"revision {entry.Head.Active!.Number} of {entry.Head.Id} is active, and this version cannot read it")
        {
            RetryAfter = TimeSpan.FromMinutes(1),
        },
        { Head.Status: MapperStatus.Retired } => new Problem(ProblemTypes.MapperNotActive, $"{entry.Head.Id} is retired; activating one of its revisions brings it back"),
        _ => new Problem(ProblemTypes.MapperNotActive, $"{entry.Head.Id} is a draft; none of its revisions was activated yet"),
    };
}
