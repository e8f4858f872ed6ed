using PersonaKit.Api;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Serving;
using PersonaKit.Local.Options;

namespace PersonaKit.Local;

/// <summary>What a start says: where it listens, and what to try next.</summary>
internal static class Banner
{
    public static async Task<string> ForAsync(WebApplication app, LocalOptions options, string version)
    {
        var known = await app.Services.GetRequiredService<MapperRegistry>().CurrentAsync(CancellationToken.None);
        var mappers = known.All.Where(mapper => mapper.Active is not null).Select(mapper => mapper.Head.Id.ToString()).ToArray();
        var root = app.Urls.First() + ApiContract.BasePath;
        var curl = options.AsksForCredentials ? "curl -H \"X-Api-Key: $PERSONAKIT_API_KEY\"" : "curl";
        var persona = mappers.Length == 0 ? "" : $"  {curl} -i {root}/people/ada/personas/{mappers[0]}{Environment.NewLine}";
        return $$$"""
            PersonaKit {{{version}}} listens on {{{string.Join(", ", app.Urls)}}}
            data {{{options.DataPath}}}
            catalog {{{options.CatalogPath}}}: {{{app.Services.GetRequiredService<CatalogSource>().Current.Definitions.Length}}} traits
            mappers {{{(mappers.Length == 0 ? "none" : string.Join(", ", mappers))}}}

            Try:
              {{{curl}}} {{{root}}}/people/ada/observations --json '{"type":"work_session","content":{"duration_minutes":90,"productivity_score":5,"interruptions":0}}'
              {{{curl}}} {{{root}}}/people/ada/mindscape
            {{{persona}}}  {{{curl}}} {{{root}}}/openapi.json

            Ctrl+C stops.

            """;
    }
}
