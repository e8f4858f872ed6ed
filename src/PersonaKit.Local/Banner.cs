using PersonaKit.Api;
using PersonaKit.Engine.Serving;
using PersonaKit.Local.Hosting;
using PersonaKit.Local.Options;

namespace PersonaKit.Local;

/// <summary>What a start says: where it listens, and what to try next.</summary>
internal static class Banner
{
    public static string For(LocalHost host, LocalOptions options, string version, MapperSnapshot mappers)
    {
        var root = host.Addresses.First() + ApiContract.BasePath;
        var key = options.ApiKey is null ? "" : " -H \"x-functions-key: $PERSONAKIT_API_KEY\"";
        return $$$"""
            PersonaKit {{{version}}} listens on {{{string.Join(", ", host.Addresses)}}}
            data {{{Path.GetFullPath(options.DataPath)}}}; {{{host.Engine.Catalog.Definitions.Length}}} traits, mappers {{{string.Join(", ", mappers.All.Where(mapper => mapper.Active is not null).Select(mapper => mapper.Head.Id))}}}

            Try:
              curl{{{key}}} {{{root}}}/people/ada/observations --json '{"type":"work_session","content":{"duration_minutes":90,"productivity_score":5,"interruptions":0}}'
              curl{{{key}}} {{{root}}}/people/ada/mindscape
              curl{{{key}}} -i {{{root}}}/people/ada/personas/daily_work_optimizer
              curl{{{key}}} {{{root}}}/openapi.json

            Ctrl+C stops.

            """;
    }
}
