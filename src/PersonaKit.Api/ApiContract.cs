using System.Collections.Immutable;

namespace PersonaKit.Api;

/// <summary>Every route of the API, once: the local host routes by it, the Functions host has one function for each.</summary>
public static class ApiContract
{
    public const string BasePath = "/api/v1";

    public static readonly ApiRoute PostObservations = new(
        "POST", "people/{person_id}/observations", "postObservations", false, static (api, http, route, ct) => api.Observations.PostAsync(http, route.First, ct));

    public static readonly ApiRoute ListObservations = new(
        "GET", "people/{person_id}/observations", "listObservations", false, static (api, http, route, ct) => api.Observations.ListAsync(http, route.First, ct));

    public static readonly ApiRoute GetMindscape = new(
        "GET", "people/{person_id}/mindscape", "getMindscape", false, static (api, http, route, ct) => api.Mindscapes.GetAsync(http, route.First, ct));

    public static readonly ApiRoute GetPersona = new(
        "GET", "people/{person_id}/personas/{mapper_id}", "getPersona", false, static (api, http, route, ct) => api.Personas.GetAsync(http, route.First, route.Second, ct));

    public static readonly ApiRoute ListPersonas = new(
        "GET", "people/{person_id}/personas", "listPersonas", false, static (api, http, route, ct) => api.Personas.ListAsync(http, route.First, ct));

    public static readonly ApiRoute ListMappers = new(
        "GET", "mappers", "listMappers", false, static (api, http, _, _) => api.Mappers.List(http));

    public static readonly ApiRoute GetMapper = new(
        "GET", "mappers/{mapper_id}", "getMapper", false, static (api, http, route, _) => api.Mappers.Get(http, route.First));

    public static readonly ApiRoute PreviewMapper = new(
        "POST", "mappers/preview", "previewMapper", false, static (api, http, _, ct) => api.Previews.PostAsync(http, ct));

    public static readonly ApiRoute CompareRevisions = new(
        "POST", "mappers/{mapper_id}/revisions/{revision}/compare", "compareRevisions", false, static (api, http, route, ct) => api.Comparisons.PostAsync(http, route.First, route.Second, ct));

    public static readonly ApiRoute ListTraits = new(
        "GET", "traits", "listTraits", false, static (api, http, _, _) => api.Traits.List(http));

    public static readonly ApiRoute GetLiveness = new(
        "GET", "health/live", "getLiveness", true, static (api, http, _, _) => api.Health.Live(http));

    public static readonly ApiRoute GetReadiness = new(
        "GET", "health/ready", "getReadiness", true, static (api, http, _, ct) => api.Health.ReadyAsync(http, ct));

    public static readonly ApiRoute GetOpenApi = new(
        "GET", "openapi.json", "getOpenApi", false, static (api, http, _, _) => api.OpenApi.Get(http));

    public static ImmutableArray<ApiRoute> Routes { get; } =
    [
        GetPersona, PostObservations, ListObservations, GetMindscape, ListPersonas, ListMappers, GetMapper, PreviewMapper, CompareRevisions, ListTraits,
        GetLiveness, GetReadiness, GetOpenApi,
    ];
}
