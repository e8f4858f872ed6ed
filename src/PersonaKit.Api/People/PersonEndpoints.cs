using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Engine.Erasing;
using PersonaKit.Engine.Exporting;

namespace PersonaKit.Api.People;

/// <summary><c>/people/{person_id}</c>: hand out everything there is of a person, and erase it.</summary>
internal sealed class PersonEndpoints(PersonExporter exporter, PersonEraser eraser)
{
    public async ValueTask<Problem?> ExportAsync(HttpContext http, string personId, CancellationToken cancellationToken)
    {
        if ((PersonInRoute.TryRead(personId, out var person) ?? QueryParameters.TryRead(http.Request, [], out _)) is { } refused)
        {
            return refused;
        }

        if (await exporter.ExportAsync(person, cancellationToken) is not { } export)
        {
            return PersonInRoute.Unknown(person);
        }

        var response = http.Response;
        response.ContentType = JsonBody.ContentType;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = $"attachment; filename=\"{ExportFile.NameOf(person)}\"";
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await ExportJson.SendAsync(response, export, cancellationToken);
        }

        return null;
    }

    public async ValueTask<Problem?> EraseAsync(HttpContext http, string personId, CancellationToken cancellationToken)
    {
        if ((PersonInRoute.TryRead(personId, out var person) ?? QueryParameters.TryRead(http.Request, [], out _)) is { } refused)
        {
            return refused;
        }

        if (!await eraser.EraseAsync(person, cancellationToken))
        {
            return PersonInRoute.Unknown(person);
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return null;
    }
}
