namespace PersonaKit.Api.Problems;

/// <summary>Every problem this API answers with. A slug, once published, keeps its meaning.</summary>
public static class ProblemTypes
{
    /// <summary>Status 400, <c>bad-request</c>: the request is not valid HTTP.</summary>
    public static readonly ProblemType BadRequest = new("bad-request", "The request is not valid HTTP", 400);
    /// <summary>Status 400, <c>invalid-json</c>: the body is not well-formed JSON.</summary>
    public static readonly ProblemType InvalidJson = new("invalid-json", "The body is not well-formed JSON", 400);
    /// <summary>Status 400, <c>invalid-observations</c>: the observations are not valid.</summary>
    public static readonly ProblemType InvalidObservations = new("invalid-observations", "The observations are not valid", 400);
    /// <summary>Status 400, <c>invalid-feedback</c>: the feedback is not valid.</summary>
    public static readonly ProblemType InvalidFeedback = new("invalid-feedback", "The feedback is not valid", 400);
    /// <summary>Status 400, <c>invalid-person-id</c>: the person id is not valid.</summary>
    public static readonly ProblemType InvalidPersonId = new("invalid-person-id", "The person id is not valid", 400);
    /// <summary>Status 400, <c>invalid-observation-id</c>: the observation id is not valid.</summary>
    public static readonly ProblemType InvalidObservationId = new("invalid-observation-id", "The observation id is not valid", 400);
    /// <summary>Status 400, <c>invalid-idempotency-key</c>: the Idempotency-Key is not valid.</summary>
    public static readonly ProblemType InvalidIdempotencyKey = new("invalid-idempotency-key", "The Idempotency-Key is not valid", 400);
    /// <summary>Status 400, <c>invalid-parameter</c>: a query parameter is not valid.</summary>
    public static readonly ProblemType InvalidParameter = new("invalid-parameter", "A query parameter is not valid", 400);
    /// <summary>Status 400, <c>unknown-parameter</c>: a query parameter is unknown.</summary>
    public static readonly ProblemType UnknownParameter = new("unknown-parameter", "A query parameter is unknown", 400);
    /// <summary>Status 400, <c>invalid-body</c>: the body does not hold what it should.</summary>
    public static readonly ProblemType InvalidBody = new("invalid-body", "The body does not hold what it should", 400);
    /// <summary>Status 400, <c>invalid-cursor</c>: the cursor is not one of ours.</summary>
    public static readonly ProblemType InvalidCursor = new("invalid-cursor", "The cursor is not one of ours", 400);
    /// <summary>Status 400, <c>invalid-receipt</c>: the receipt is not one of ours.</summary>
    public static readonly ProblemType InvalidReceipt = new("invalid-receipt", "The receipt is not one of ours", 400);
    /// <summary>Status 400, <c>foreign-receipt</c>: the receipt belongs to another person.</summary>
    public static readonly ProblemType ForeignReceipt = new("foreign-receipt", "The receipt belongs to another person", 400);
    /// <summary>Status 400, <c>invalid-mapper</c>: the mapper has errors.</summary>
    public static readonly ProblemType InvalidMapper = new("invalid-mapper", "The mapper has errors", 400);
    /// <summary>Status 400, <c>invalid-mapper-id</c>: the mapper id is not valid.</summary>
    public static readonly ProblemType InvalidMapperId = new("invalid-mapper-id", "The mapper id is not valid", 400);
    /// <summary>Status 400, <c>invalid-catalog</c>: the trait catalog has errors.</summary>
    public static readonly ProblemType InvalidCatalog = new("invalid-catalog", "The trait catalog has errors", 400);
    /// <summary>Status 401, <c>unauthorized</c>: a valid key or token is required.</summary>
    public static readonly ProblemType Unauthorized = new("unauthorized", "A valid key or token is required", 401);
    /// <summary>Status 403, <c>forbidden</c>: the key or token does not allow this.</summary>
    public static readonly ProblemType Forbidden = new("forbidden", "The key or token does not allow this", 403);
    /// <summary>Status 403, <c>cross-site-request</c>: a page of another site must not change anything here.</summary>
    public static readonly ProblemType CrossSiteRequest = new("cross-site-request", "A page of another site must not change anything here", 403);
    /// <summary>Status 404, <c>unknown-route</c>: there is nothing here.</summary>
    public static readonly ProblemType UnknownRoute = new("unknown-route", "There is nothing here", 404);
    /// <summary>Status 404, <c>unknown-person</c>: the person is unknown.</summary>
    public static readonly ProblemType UnknownPerson = new("unknown-person", "The person is unknown", 404);
    /// <summary>Status 404, <c>unknown-observation</c>: the observation is unknown.</summary>
    public static readonly ProblemType UnknownObservation = new("unknown-observation", "The observation is unknown", 404);
    /// <summary>Status 404, <c>unknown-mapper</c>: the mapper is unknown.</summary>
    public static readonly ProblemType UnknownMapper = new("unknown-mapper", "The mapper is unknown", 404);
    /// <summary>Status 404, <c>no-catalog</c>: no trait catalog is published.</summary>
    public static readonly ProblemType NoCatalog = new("no-catalog", "No trait catalog is published", 404);
    /// <summary>Status 404, <c>unknown-trait</c>: the trait is unknown.</summary>
    public static readonly ProblemType UnknownTrait = new("unknown-trait", "The trait is unknown", 404);
    /// <summary>Status 404, <c>unknown-revision</c>: the mapper has no such revision.</summary>
    public static readonly ProblemType UnknownRevision = new("unknown-revision", "The mapper has no such revision", 404);
    /// <summary>Status 404, <c>mapper-not-active</c>: no revision of the mapper is active.</summary>
    public static readonly ProblemType MapperNotActive = new("mapper-not-active", "No revision of the mapper is active", 404);
    /// <summary>Status 405, <c>method-not-allowed</c>: the method is not allowed here.</summary>
    public static readonly ProblemType MethodNotAllowed = new("method-not-allowed", "The method is not allowed here", 405);
    /// <summary>Status 409, <c>conflicting-observations</c>: the ids belong to other observations.</summary>
    public static readonly ProblemType ConflictingObservations = new("conflicting-observations", "The ids belong to other observations", 409);
    /// <summary>Status 409, <c>mapper-limit</c>: there are as many mappers as there may be.</summary>
    public static readonly ProblemType MapperLimit = new("mapper-limit", "There are as many mappers as there may be", 409);
    /// <summary>Status 412, <c>mapper-changed</c>: the mapper is not what the request expects.</summary>
    public static readonly ProblemType MapperChanged = new("mapper-changed", "The mapper is not what the request expects", 412);
    /// <summary>Status 412, <c>catalog-changed</c>: the trait catalog is not what the request expects.</summary>
    public static readonly ProblemType CatalogChanged = new("catalog-changed", "The trait catalog is not what the request expects", 412);
    /// <summary>Status 413, <c>body-too-large</c>: the body is too large.</summary>
    public static readonly ProblemType BodyTooLarge = new("body-too-large", "The body is too large", 413);
    /// <summary>Status 413, <c>observation-too-large</c>: an observation is too large.</summary>
    public static readonly ProblemType ObservationTooLarge = new("observation-too-large", "An observation is too large", 413);
    /// <summary>Status 415, <c>unsupported-media-type</c>: the body must be JSON.</summary>
    public static readonly ProblemType UnsupportedMediaType = new("unsupported-media-type", "The body must be JSON", 415);
    /// <summary>Status 415, <c>unsupported-mapper-type</c>: the body must be YAML or JSON.</summary>
    public static readonly ProblemType UnsupportedMapperType = new("unsupported-mapper-type", "The body must be YAML or JSON", 415);
    /// <summary>Status 421, <c>misdirected-request</c>: the request was meant for another host.</summary>
    public static readonly ProblemType MisdirectedRequest = new("misdirected-request", "The request was meant for another host", 421);
    /// <summary>Status 422, <c>missing-traits</c>: the person lacks traits the mapper requires.</summary>
    public static readonly ProblemType MissingTraits = new("missing-traits", "The person lacks traits the mapper requires", 422);
    /// <summary>Status 428, <c>precondition-required</c>: the request must say what it expects.</summary>
    public static readonly ProblemType PreconditionRequired = new("precondition-required", "The request must say what it expects", 428);
    /// <summary>Status 422, <c>explanation-too-large</c>: the explanation is too large to send.</summary>
    public static readonly ProblemType ExplanationTooLarge = new("explanation-too-large", "The explanation is too large to send", 422);
    /// <summary>Status 429, <c>inbox-full</c>: too many observations wait to be folded.</summary>
    public static readonly ProblemType InboxFull = new("inbox-full", "Too many observations wait to be folded", 429);
    /// <summary>Status 500, <c>internal-error</c>: something went wrong on our side.</summary>
    public static readonly ProblemType InternalError = new("internal-error", "Something went wrong on our side", 500);
    /// <summary>Status 503, <c>not-yet-visible</c>: the write is not visible yet.</summary>
    public static readonly ProblemType NotYetVisible = new("not-yet-visible", "The write is not visible yet", 503);
    /// <summary>Status 503, <c>store-unavailable</c>: the store cannot answer now.</summary>
    public static readonly ProblemType StoreUnavailable = new("store-unavailable", "The store cannot answer now", 503);
    /// <summary>Status 503, <c>identity-provider-unavailable</c>: the identity provider does not answer.</summary>
    public static readonly ProblemType IdentityProviderUnavailable = new("identity-provider-unavailable", "The identity provider does not answer", 503);
    /// <summary>Status 503, <c>busy</c>: too much work of this kind is waiting.</summary>
    public static readonly ProblemType Busy = new("busy", "Too much of this kind of work is waiting", 503);
    /// <summary>Status 503, <c>not-ready</c>: the service is not ready.</summary>
    public static readonly ProblemType NotReady = new("not-ready", "The service is not ready", 503);
    /// <summary>Status 503, <c>mapper-unreadable</c>: the active revision cannot be read by this version.</summary>
    public static readonly ProblemType MapperUnreadable = new("mapper-unreadable", "The active revision cannot be read by this version", 503);

    /// <summary>All of them, for the OpenAPI document's test.</summary>
    public static IReadOnlyList<ProblemType> All { get; } =
    [
        BadRequest, InvalidJson, InvalidObservations, InvalidFeedback, InvalidPersonId, InvalidObservationId, InvalidIdempotencyKey, InvalidParameter,
        UnknownParameter, InvalidBody, InvalidMapper, InvalidMapperId, InvalidCatalog, InvalidCursor, InvalidReceipt, ForeignReceipt, Unauthorized, Forbidden, CrossSiteRequest, UnknownRoute,
        UnknownPerson,
        UnknownObservation, UnknownMapper, NoCatalog, UnknownTrait, UnknownRevision, MapperNotActive, MethodNotAllowed, ConflictingObservations, MapperLimit,
        MapperChanged, CatalogChanged, BodyTooLarge, ObservationTooLarge, UnsupportedMediaType, UnsupportedMapperType, MisdirectedRequest, MissingTraits, ExplanationTooLarge,
        PreconditionRequired, InboxFull, InternalError, NotYetVisible, StoreUnavailable, IdentityProviderUnavailable, Busy, MapperUnreadable, NotReady,
    ];
}
