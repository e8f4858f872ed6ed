using System.Net;

namespace PersonaKit.Azure.Cosmos;

/// <summary>What a point operation came to: done, or one of the refusals that callers decide on.</summary>
internal readonly record struct CosmosAnswer(HttpStatusCode Status, ReadOnlyMemory<byte> Body, string Tag)
{
    public bool Done => Status is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent;

    public bool Unchanged => Status == HttpStatusCode.NotModified;

    public bool Missing => Status == HttpStatusCode.NotFound;

    /// <summary>A create that found the id taken.</summary>
    public bool Taken => Status == HttpStatusCode.Conflict;

    /// <summary>A condition did not hold: the tag was another, or the predicate was false.</summary>
    public bool Refused => Status == HttpStatusCode.PreconditionFailed;

    public bool TooLarge => Status == HttpStatusCode.RequestEntityTooLarge;
}
