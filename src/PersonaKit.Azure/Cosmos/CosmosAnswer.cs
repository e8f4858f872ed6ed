using System.Net;

namespace PersonaKit.Azure.Cosmos;

/// <summary>The result of a point operation: success, or a refusal that the caller handles.</summary>
internal readonly record struct CosmosAnswer(HttpStatusCode Status, ReadOnlyMemory<byte> Body, string ETag)
{
    public bool Done => Status is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent;

    public bool Unchanged => Status == HttpStatusCode.NotModified;

    public bool Missing => Status == HttpStatusCode.NotFound;

    /// <summary>A create failed because the id exists.</summary>
    public bool Conflict => Status == HttpStatusCode.Conflict;

    /// <summary>The etag has changed, or the predicate of a patch is false.</summary>
    public bool PreconditionFailed => Status == HttpStatusCode.PreconditionFailed;

    public bool TooLarge => Status == HttpStatusCode.RequestEntityTooLarge;
}
