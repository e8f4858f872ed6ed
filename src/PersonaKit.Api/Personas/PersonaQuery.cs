using Microsoft.AspNetCore.Http;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Serving;

namespace PersonaKit.Api.Personas;

/// <summary>What the query of a persona's request asks for.</summary>
internal static class PersonaQuery
{
    private const string ContextPrefix = "context.";

    private static readonly string[] Parameters = [ContextPrefix, "after", "at", "as_of", "known_at", "view"];

    public static Problem? TryRead(
        HttpRequest request, PersonId person, CompiledMapper mapper, TimeProvider time, out PersonaRequest asked, out bool explains)
    {
        explains = false;
        asked = new PersonaRequest(person, mapper, PersonaContext.Empty, null, null);
        if (!request.QueryString.HasValue)
        {
            return null;
        }

        Engine.Observing.Receipt? after = null;
        DateTimeOffset? at = null;
        HistoryCut? cut = null;
        if ((QueryParameters.TryRead(request, Parameters, out var query)
            ?? query.TryReadAfter(out after)
            ?? query.TryReadMoment(time, out at, out cut)
            ?? query.TryReadView(out explains)) is { } refused)
        {
            return refused;
        }

        var fields = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in query.Entries)
        {
            if (name.StartsWith(ContextPrefix, StringComparison.Ordinal))
            {
                fields.Add(new(name[ContextPrefix.Length..], value));
            }
        }

        var context = PersonaContext.Empty;
        if (fields.Count > 0)
        {
            var faults = new List<Fault>();
            if (ContextReader.TryRead(mapper.Program, fields, faults) is not { } read)
            {
                return new Problem(ProblemTypes.InvalidParameter, string.Join("; ", faults.Select(fault => $"{fault.Pointer}: {fault.Detail}")));
            }

            // Before the cache is asked: a row for "in 20 minutes" would be found for as long as the mapper's personas live.
            context = RelativeTimes.Resolve(mapper.Program, read, at ?? time.GetUtcNow());
        }

        asked = new PersonaRequest(person, mapper, context, after, at, cut);
        return null;
    }
}
