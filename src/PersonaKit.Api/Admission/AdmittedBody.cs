using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PersonaKit.Api.Problems;

namespace PersonaKit.Api.Admission;

/// <summary>The room of one request's body. It is kept until the request is answered, because what was parsed of the body lives until then.</summary>
internal sealed class AdmittedBody(HttpRequest request)
{
    private readonly BodyAdmission? _admission = request.HttpContext.RequestServices?.GetService<BodyAdmission>();
    private BodyRoom? _room;
    private long _bytes;

    /// <summary>Takes room for the body as far as its length is known; the problem to answer with when there is none.</summary>
    public Problem? Enter() => Take(request.ContentLength ?? BodyAdmission.SmallBytes);

    /// <summary>Takes the room that a body needs of which more came than was known.</summary>
    /// <param name="length">What came.</param>
    /// <param name="most">What a body has at most.</param>
    public Problem? Grow(long length, long most) => length <= _bytes ? null : Take(most);

    private Problem? Take(long bytes)
    {
        _bytes = bytes;
        _room?.Dispose();
        if (_admission is null || (_room = _admission.TryEnter(bytes)) is { } room && Keep(room))
        {
            return null;
        }

        return new Problem(ProblemTypes.Busy, "too many request bodies are in memory; the same request may succeed later") { RetryAfter = TimeSpan.FromSeconds(1) };
    }

    private bool Keep(BodyRoom room)
    {
        request.HttpContext.Response.RegisterForDispose(room);
        return true;
    }
}
