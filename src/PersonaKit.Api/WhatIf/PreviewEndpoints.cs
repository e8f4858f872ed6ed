using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Authorization;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;
using PersonaKit.Engine.WhatIf;
using PersonaKit.Language.Mappers;

namespace PersonaKit.Api.WhatIf;

/// <summary><c>/mappers/preview</c>: what a mapper would say, of anybody and at any time. Nothing is stored.</summary>
internal sealed class PreviewEndpoints(MapperPreview preview, MapperRevisions revisions, TimeProvider time, Authorizer authorizer)
{
    /// <summary>The longest answer.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    public async ValueTask<Problem?> PostAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (QueryParameters.TryRead(http.Request, [], out _) is { } refused)
        {
            return refused;
        }

        var read = await RequestBody.ReadJsonAsync(http.Request, cancellationToken);
        if (read.Problem is { } unread)
        {
            return unread;
        }

        var faults = new List<Fault>();
        var body = PreviewBody.Read(read.Value!, Instants.Truncate(time.GetUtcNow()), faults);
        var parsed = body.Source is null ? null : MapperParser.Parse(body.Source);
        if (faults.Count > 0)
        {
            // Whoever has to send it again hears of everything at once.
            return RevisionProblems.Body(faults) with { TextErrors = parsed?.Faults ?? [] };
        }

        if (body.Subject is PreviewSubject.Person { Id: var person } && authorizer.Judge(http, Scopes.Read, person.Value) is { } forbidden)
        {
            return forbidden;
        }

        if (parsed is not null)
        {
            return parsed.Program is { } program ? await AnswerAsync(http, body, new ParsedMapper(program, null), cancellationToken) : RevisionProblems.Mapper(parsed.Faults);
        }

        var found = await revisions.FindAsync(body.MapperId, body.Revision, cancellationToken);
        return found is MapperRevisionOutcome.Found { Mapper: var mapper }
            ? await AnswerAsync(http, body, mapper, cancellationToken)
            : RevisionProblems.Of(found, body.MapperId, body.Revision);
    }

    private async ValueTask<Problem?> AnswerAsync(HttpContext http, PreviewBody body, ParsedMapper mapper, CancellationToken cancellationToken)
    {
        var faults = new List<Fault>();
        if (ContextReader.TryRead(mapper.Program, body.Context, "/context", faults) is not { } context)
        {
            return RevisionProblems.Body(faults);
        }

        var subject = body.Subject!;
        var request = new PreviewRequest
        {
            Mapper = mapper,
            Subject = subject,
            Zone = body.Zone,
            Context = context,
            Instants = body.Instants,
            IsNow = body.IsNow,
            Explains = body.Explains,
        };
        return await preview.RunAsync(request, cancellationToken) switch
        {
            PreviewOutcome.Built built => await SendAsync(http, mapper, built),
            PreviewOutcome.UnknownPerson => PersonInRoute.Unknown(((PreviewSubject.Person)subject).Id),
            PreviewOutcome.Invalid invalid => RevisionProblems.Body(invalid.Faults),
            PreviewOutcome.TooLarge large => new Problem(ProblemTypes.ObservationTooLarge, "an observation is larger than this API takes") { Errors = large.Faults },
            var other => throw new InvalidOperationException($"no answer for {other.GetType().Name}"),
        };
    }

    private static ValueTask<Problem?> SendAsync(HttpContext http, ParsedMapper mapper, PreviewOutcome.Built built)
    {
        var answer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var writer = new Utf8JsonWriter(answer, DataValueJson.WriterOptions))
        {
            if (!PreviewJson.TryWrite(writer, mapper, built, MaxBytes))
            {
                return new(new Problem(ProblemTypes.ExplanationTooLarge, $"the answer has more than {MaxBytes} bytes: ask for fewer instants, or without explain"));
            }
        }

        return JsonBody.SendBytes(http, StatusCodes.Status200OK, JsonBody.ContentType, answer.WrittenSpan);
    }
}
