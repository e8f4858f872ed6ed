namespace PersonaKit.Api.Problems;

/// <summary>Every problem this API answers with. A slug, once published, keeps its meaning.</summary>
public static class ProblemTypes
{
    public static readonly ProblemType BadRequest = new("bad-request", "The request is not valid HTTP", 400);
    public static readonly ProblemType InvalidJson = new("invalid-json", "The body is not well-formed JSON", 400);
    public static readonly ProblemType InvalidObservations = new("invalid-observations", "The observations are not valid", 400);
    public static readonly ProblemType InvalidFeedback = new("invalid-feedback", "The feedback is not valid", 400);
    public static readonly ProblemType InvalidPersonId = new("invalid-person-id", "The person id is not valid", 400);
    public static readonly ProblemType InvalidObservationId = new("invalid-observation-id", "The observation id is not valid", 400);
    public static readonly ProblemType InvalidIdempotencyKey = new("invalid-idempotency-key", "The Idempotency-Key is not valid", 400);
    public static readonly ProblemType InvalidParameter = new("invalid-parameter", "A query parameter is not valid", 400);
    public static readonly ProblemType UnknownParameter = new("unknown-parameter", "A query parameter is unknown", 400);
    public static readonly ProblemType InvalidBody = new("invalid-body", "The body does not hold what it should", 400);
    public static readonly ProblemType InvalidCursor = new("invalid-cursor", "The cursor is not one of ours", 400);
    public static readonly ProblemType InvalidReceipt = new("invalid-receipt", "The receipt is not one of ours", 400);
    public static readonly ProblemType ForeignReceipt = new("foreign-receipt", "The receipt belongs to another person", 400);
    public static readonly ProblemType InvalidMapper = new("invalid-mapper", "The mapper has errors", 400);
    public static readonly ProblemType InvalidMapperId = new("invalid-mapper-id", "The mapper id is not valid", 400);
    public static readonly ProblemType Unauthorized = new("unauthorized", "An API key is required", 401);
    public static readonly ProblemType CrossSiteRequest = new("cross-site-request", "A page of another site must not change anything here", 403);
    public static readonly ProblemType UnknownRoute = new("unknown-route", "There is nothing here", 404);
    public static readonly ProblemType UnknownPerson = new("unknown-person", "The person is unknown", 404);
    public static readonly ProblemType UnknownObservation = new("unknown-observation", "The observation is unknown", 404);
    public static readonly ProblemType UnknownMapper = new("unknown-mapper", "The mapper is unknown", 404);
    public static readonly ProblemType UnknownTrait = new("unknown-trait", "The trait is unknown", 404);
    public static readonly ProblemType UnknownRevision = new("unknown-revision", "The mapper has no such revision", 404);
    public static readonly ProblemType MapperNotActive = new("mapper-not-active", "No revision of the mapper is active", 404);
    public static readonly ProblemType MethodNotAllowed = new("method-not-allowed", "The method is not allowed here", 405);
    public static readonly ProblemType ConflictingObservations = new("conflicting-observations", "The ids belong to other observations", 409);
    public static readonly ProblemType MapperLimit = new("mapper-limit", "There are as many mappers as there may be", 409);
    public static readonly ProblemType MapperChanged = new("mapper-changed", "The mapper is not what the request expects", 412);
    public static readonly ProblemType BodyTooLarge = new("body-too-large", "The body is too large", 413);
    public static readonly ProblemType ObservationTooLarge = new("observation-too-large", "An observation is too large", 413);
    public static readonly ProblemType UnsupportedMediaType = new("unsupported-media-type", "The body must be JSON", 415);
    public static readonly ProblemType UnsupportedMapperType = new("unsupported-mapper-type", "The body must be YAML or JSON", 415);
    public static readonly ProblemType MisdirectedRequest = new("misdirected-request", "The request was meant for another host", 421);
    public static readonly ProblemType MissingTraits = new("missing-traits", "The person lacks traits the mapper requires", 422);
    public static readonly ProblemType PreconditionRequired = new("precondition-required", "The request must say what it expects", 428);
    public static readonly ProblemType ExplanationTooLarge = new("explanation-too-large", "The explanation is too large to send", 422);
    public static readonly ProblemType InboxFull = new("inbox-full", "Too many observations wait to be folded", 429);
    public static readonly ProblemType InternalError = new("internal-error", "Something went wrong on our side", 500);
    public static readonly ProblemType NotYetVisible = new("not-yet-visible", "The write is not visible yet", 503);
    public static readonly ProblemType StoreUnavailable = new("store-unavailable", "The store cannot answer now", 503);
    public static readonly ProblemType Busy = new("busy", "Too much of this kind of work is waiting", 503);
    public static readonly ProblemType NotReady = new("not-ready", "The service is not ready", 503);
    public static readonly ProblemType MapperUnreadable = new("mapper-unreadable", "The active revision cannot be read by this version", 503);

    /// <summary>All of them, for the OpenAPI document's test.</summary>
    public static IReadOnlyList<ProblemType> All { get; } =
    [
        BadRequest, InvalidJson, InvalidObservations, InvalidFeedback, InvalidPersonId, InvalidObservationId, InvalidIdempotencyKey, InvalidParameter,
        UnknownParameter, InvalidBody, InvalidMapper, InvalidMapperId, InvalidCursor, InvalidReceipt, ForeignReceipt, Unauthorized, CrossSiteRequest, UnknownRoute, UnknownPerson,
        UnknownObservation, UnknownMapper, UnknownTrait, UnknownRevision, MapperNotActive, MethodNotAllowed, ConflictingObservations, MapperLimit,
        MapperChanged, BodyTooLarge, ObservationTooLarge, UnsupportedMediaType, UnsupportedMapperType, MisdirectedRequest, MissingTraits, ExplanationTooLarge,
        PreconditionRequired, InboxFull, InternalError, NotYetVisible, StoreUnavailable, Busy, MapperUnreadable, NotReady,
    ];
}
