using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Engine.Serving;

namespace PersonaKit.Api.Mappers;

/// <summary><c>/mappers</c>: what personas there are to ask for.</summary>
public sealed class MapperEndpoints(MapperRegistry mappers)
{
    public ValueTask<Problem?> List(HttpContext http)
    {
        if (QueryParameters.TryRead(http.Request, [], out _) is { } refused)
        {
            return new(refused);
        }

        return JsonBody.Send(http, StatusCodes.Status200OK, mappers.All, MapperJson.WriteList);
    }

    public ValueTask<Problem?> Get(HttpContext http, string mapperId)
    {
        ActiveMapper? mapper = null;
        if ((QueryParameters.TryRead(http.Request, [], out _) ?? MapperInRoute.TryFind(mappers, mapperId, out mapper)) is { } refused)
        {
            return new(refused);
        }

        return JsonBody.Send(http, StatusCodes.Status200OK, mapper!, MapperJson.Write);
    }
}
