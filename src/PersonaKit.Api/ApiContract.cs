using System.Collections.Immutable;
using PersonaKit.Api.Http;

namespace PersonaKit.Api;

/// <summary>The routes of the API. <c>MapPersonaKit</c> maps an endpoint for each; the Functions host has a function for each.</summary>
public static class ApiContract
{
    /// <summary>The path that every route starts with: <c>/api/v1</c>.</summary>
    public const string BasePath = ApiPath.Base;

    /// <summary><c>POST people/{person_id}/observations</c>: records observations.</summary>
    public static readonly ApiRoute PostObservations = new(
        "POST", "people/{person_id}/observations", "postObservations", false, static (api, http, route, ct) => api.Observations.PostAsync(http, route.First, ct));

    /// <summary><c>GET people/{person_id}/observations</c>: lists a person's observations, page by page.</summary>
    public static readonly ApiRoute ListObservations = new(
        "GET", "people/{person_id}/observations", "listObservations", false, static (api, http, route, ct) => api.Observations.ListAsync(http, route.First, ct));

    /// <summary><c>DELETE people/{person_id}/observations/{observation_id}</c>: retracts an observation.</summary>
    public static readonly ApiRoute RetractObservation = new(
        "DELETE", "people/{person_id}/observations/{observation_id}", "retractObservation", false, static (api, http, route, ct) => api.Observations.RetractAsync(http, route.First, route.Second, ct));

    /// <summary><c>POST people/{person_id}/feedback</c>: records feedback on suggestions.</summary>
    public static readonly ApiRoute PostFeedback = new(
        "POST", "people/{person_id}/feedback", "postFeedback", false, static (api, http, route, ct) => api.Feedback.PostAsync(http, route.First, ct));

    /// <summary><c>GET people/{person_id}/mindscape</c>: reads a person's traits.</summary>
    public static readonly ApiRoute GetMindscape = new(
        "GET", "people/{person_id}/mindscape", "getMindscape", false, static (api, http, route, ct) => api.Mindscapes.GetAsync(http, route.First, ct));

    /// <summary><c>POST people/{person_id}/rebuild</c>: folds a person's whole history again.</summary>
    public static readonly ApiRoute RebuildMindscape = new(
        "POST", "people/{person_id}/rebuild", "rebuildMindscape", false, static (api, http, route, ct) => api.Mindscapes.RebuildAsync(http, route.First, ct));

    /// <summary><c>GET people/{person_id}/traits/{path}/history</c>: reads how a trait changed over time.</summary>
    public static readonly ApiRoute GetTraitHistory = new(
        "GET", "people/{person_id}/traits/{path}/history", "getTraitHistory", false, static (api, http, route, ct) => api.TraitHistory.GetAsync(http, route.First, route.Second, ct));

    /// <summary><c>GET people/{person_id}/personas/{mapper_id}</c>: builds or reads a persona.</summary>
    public static readonly ApiRoute GetPersona = new(
        "GET", "people/{person_id}/personas/{mapper_id}", "getPersona", false, static (api, http, route, ct) => api.Personas.GetAsync(http, route.First, route.Second, ct));

    /// <summary><c>GET people/{person_id}/personas</c>: lists a person's stored personas.</summary>
    public static readonly ApiRoute ListPersonas = new(
        "GET", "people/{person_id}/personas", "listPersonas", false, static (api, http, route, ct) => api.Personas.ListAsync(http, route.First, ct));

    /// <summary><c>GET people/{person_id}/export</c>: exports everything that is kept of a person.</summary>
    public static readonly ApiRoute ExportPerson = new(
        "GET", "people/{person_id}/export", "exportPerson", false, static (api, http, route, ct) => api.People.ExportAsync(http, route.First, ct));

    /// <summary><c>DELETE people/{person_id}</c>: erases a person.</summary>
    public static readonly ApiRoute ErasePerson = new(
        "DELETE", "people/{person_id}", "erasePerson", false, static (api, http, route, ct) => api.People.EraseAsync(http, route.First, ct));

    /// <summary><c>GET mappers</c>: lists the mappers.</summary>
    public static readonly ApiRoute ListMappers = new(
        "GET", "mappers", "listMappers", false, static (api, http, _, ct) => api.Mappers.ListAsync(http, ct));

    /// <summary><c>POST mappers/validate</c>: checks a mapper without storing it.</summary>
    public static readonly ApiRoute ValidateMapper = new(
        "POST", "mappers/validate", "validateMapper", false, static (api, http, _, ct) => api.Mappers.ValidateAsync(http, ct));

    /// <summary><c>GET mappers/{mapper_id}</c>: reads a mapper.</summary>
    public static readonly ApiRoute GetMapper = new(
        "GET", "mappers/{mapper_id}", "getMapper", false, static (api, http, route, ct) => api.Mappers.GetAsync(http, route.First, ct));

    /// <summary><c>PUT mappers/{mapper_id}</c>: stores a text as the newest revision of a mapper.</summary>
    public static readonly ApiRoute PutMapper = new(
        "PUT", "mappers/{mapper_id}", "putMapper", false, static (api, http, route, ct) => api.Mappers.PutAsync(http, route.First, ct));

    /// <summary><c>POST mappers/{mapper_id}/retire</c>: takes a mapper out of use.</summary>
    public static readonly ApiRoute RetireMapper = new(
        "POST", "mappers/{mapper_id}/retire", "retireMapper", false, static (api, http, route, ct) => api.Mappers.RetireAsync(http, route.First, ct));

    /// <summary><c>GET mappers/{mapper_id}/revisions/{revision}</c>: reads one revision of a mapper.</summary>
    public static readonly ApiRoute GetMapperRevision = new(
        "GET", "mappers/{mapper_id}/revisions/{revision}", "getMapperRevision", false, static (api, http, route, ct) => api.Mappers.GetRevisionAsync(http, route.First, route.Second, ct));

    /// <summary><c>POST mappers/{mapper_id}/revisions/{revision}/activate</c>: makes a revision the active one.</summary>
    public static readonly ApiRoute ActivateMapper = new(
        "POST", "mappers/{mapper_id}/revisions/{revision}/activate", "activateMapper", false, static (api, http, route, ct) => api.Mappers.ActivateAsync(http, route.First, route.Second, ct));

    /// <summary><c>POST mappers/preview</c>: builds personas of any mapper, person and moment without storing them.</summary>
    public static readonly ApiRoute PreviewMapper = new(
        "POST", "mappers/preview", "previewMapper", false, static (api, http, _, ct) => api.Previews.PostAsync(http, ct));

    /// <summary><c>POST mappers/{mapper_id}/revisions/{revision}/compare</c>: compares what two revisions suggest.</summary>
    public static readonly ApiRoute CompareRevisions = new(
        "POST", "mappers/{mapper_id}/revisions/{revision}/compare", "compareRevisions", false, static (api, http, route, ct) => api.Comparisons.PostAsync(http, route.First, route.Second, ct));

    /// <summary><c>GET traits</c>: lists the traits of the catalog.</summary>
    public static readonly ApiRoute ListTraits = new(
        "GET", "traits", "listTraits", false, static (api, http, _, _) => api.Traits.List(http));

    /// <summary><c>GET health/live</c>: answers while the process runs.</summary>
    public static readonly ApiRoute GetLiveness = new(
        "GET", "health/live", "getLiveness", true, static (api, http, _, _) => api.Health.Live(http));

    /// <summary><c>GET health/ready</c>: answers whether the process can serve requests.</summary>
    public static readonly ApiRoute GetReadiness = new(
        "GET", "health/ready", "getReadiness", true, static (api, http, _, ct) => api.Health.ReadyAsync(http, ct));

    /// <summary><c>GET openapi.json</c>: the OpenAPI document.</summary>
    public static readonly ApiRoute GetOpenApi = new(
        "GET", "openapi.json", "getOpenApi", false, static (api, http, _, _) => api.OpenApi.Get(http));

    /// <summary>No route of the contract: what a host calls when its routing finds none, to answer as every host does.</summary>
    public static readonly ApiRoute Unknown = new(
        "GET", "{*path}", "unknownRoute", false, static (_, http, _, _) => new(ApiRouter.Refuse(http.Request)));

    /// <summary>Where a word and a parameter stand in the same place, the route with the word comes first.</summary>
    public static ImmutableArray<ApiRoute> Routes { get; } =
    [
        GetPersona, PostObservations, ListObservations, RetractObservation, PostFeedback, GetMindscape, RebuildMindscape, GetTraitHistory, ListPersonas,
        ExportPerson, ErasePerson, ListMappers, ValidateMapper, PreviewMapper, GetMapper, PutMapper, RetireMapper, GetMapperRevision, ActivateMapper,
        CompareRevisions, ListTraits,
        GetLiveness, GetReadiness, GetOpenApi,
    ];
}
