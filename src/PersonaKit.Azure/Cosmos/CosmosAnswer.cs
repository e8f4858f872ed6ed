using System.Net;

namespace PersonaKit.Azure.Cosmos;

/// <summary>What a point operation came to: done, or one of the refusals that callers decide on.</summary>
internal readonly record struct CosmosAnswer(HttpStatusCode Status, ReadOnlyMemory<byte> Body, string ETag)
{
    public bool Done => Status is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent;

    public bool Unchanged => Status == HttpStatusCode.NotModified;

    public bool Missing => Status == HttpStatusCode.NotFound;

    /// <summary>A create that found the id taken.</summary>
    public bool Conflict => Status == HttpStatusCode.Conflict;

    /// <summary>A condition did not hold: the etag was another, or the predicate was false.</summary>
    public bool PreconditionFailed => Status == HttpStatusCode.PreconditionFailed;

    public bool TooLarge => Status == HttpStatusCode.RequestEntityTooLarge;
}
