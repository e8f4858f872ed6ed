using PersonaKit.Api.Problems;
using PersonaKit.Core.Personas;
using PersonaKit.Engine.Serving;

namespace PersonaKit.Api.Mappers;

/// <summary>The mapper a route is about. An id no mapper can have is simply unknown.</summary>
internal static class MapperInRoute
{
    public static Problem? TryFind(MapperRegistry mappers, string text, out ActiveMapper mapper)
    {
        mapper = MapperId.TryParse(text, out var id) && mappers.Find(id) is { } found ? found : null!;
        return mapper is not null
            ? null
            : new Problem(ProblemTypes.UnknownMapper, $"there is no such mapper; GET {ApiContract.BasePath}/mappers lists them");
    }
}
