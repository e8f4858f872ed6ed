using System.Collections.Immutable;
using PersonaKit.Api.Authorization;
using PersonaKit.Api.Catalogs;
using PersonaKit.Api.Feedback;
using PersonaKit.Api.Health;
using PersonaKit.Api.Http;
using PersonaKit.Api.Mappers;
using PersonaKit.Api.Mindscapes;
using PersonaKit.Api.Observing;
using PersonaKit.Api.OpenApi;
using PersonaKit.Api.People;
using PersonaKit.Api.Personas;
using PersonaKit.Api.Tokens;
using PersonaKit.Api.Traits;
using PersonaKit.Api.WhatIf;

namespace PersonaKit.Api;

/// <summary>The routes of the API. <c>MapPersonaKit</c> maps an endpoint for each; the Functions host has a function for each.</summary>
public static class ApiContract
{
    /// <summary>The path that every route starts with: <c>/api/v1</c>.</summary>
    public const string BasePath = ApiPath.Base;

    /// <summary><c>POST people/{person_id}/observations</c>: records observations.</summary>
    public static readonly ApiRoute PostObservations = ApiRoute.To<ObservationEndpoints>(
        "POST",
        "people/{person_id}/observations",
        "postObservations",
        AccessRule.OfPerson(Scopes.Observe) with { KeepsCaller = true },
        static (endpoints, http, route, ct) => endpoints.PostAsync(http, route.First, ct));

    /// <summary><c>GET people/{person_id}/observations</c>: lists a person's observations, page by page.</summary>
    public static readonly ApiRoute ListObservations = ApiRoute.To<ObservationEndpoints>(
        "GET",
        "people/{person_id}/observations",
        "listObservations",
        AccessRule.OfPerson(Scopes.Read),
        static (endpoints, http, route, ct) => endpoints.ListAsync(http, route.First, ct));

    /// <summary><c>DELETE people/{person_id}/observations/{observation_id}</c>: retracts an observation.</summary>
    public static readonly ApiRoute RetractObservation = ApiRoute.To<ObservationEndpoints>(
        "DELETE",
        "people/{person_id}/observations/{observation_id}",
        "retractObservation",
        AccessRule.OfPerson(Scopes.Erase),
        static (endpoints, http, route, ct) => endpoints.RetractAsync(http, route.First, route.Second, ct));

    /// <summary><c>POST people/{person_id}/feedback</c>: records feedback on suggestions.</summary>
    public static readonly ApiRoute PostFeedback = ApiRoute.To<FeedbackEndpoints>(
        "POST",
        "people/{person_id}/feedback",
        "postFeedback",
        AccessRule.OfPerson(Scopes.Observe),
        static (endpoints, http, route, ct) => endpoints.PostAsync(http, route.First, ct));

    /// <summary><c>GET people/{person_id}/mindscape</c>: reads a person's traits.</summary>
    public static readonly ApiRoute GetMindscape = ApiRoute.To<MindscapeEndpoints>(
        "GET",
        "people/{person_id}/mindscape",
        "getMindscape",
        AccessRule.OfPerson(Scopes.Read),
        static (endpoints, http, route, ct) => endpoints.GetAsync(http, route.First, ct));

    /// <summary><c>POST people/{person_id}/rebuild</c>: folds a person's whole history again.</summary>
    public static readonly ApiRoute RebuildMindscape = ApiRoute.To<MindscapeEndpoints>(
        "POST",
        "people/{person_id}/rebuild",
        "rebuildMindscape",
        AccessRule.OfPerson(Scopes.Manage),
        static (endpoints, http, route, ct) => endpoints.RebuildAsync(http, route.First, ct));

    /// <summary><c>GET people/{person_id}/traits/{path}/history</c>: reads how a trait changed over time.</summary>
    public static readonly ApiRoute GetTraitHistory = ApiRoute.To<TraitHistoryEndpoints>(
        "GET",
        "people/{person_id}/traits/{path}/history",
        "getTraitHistory",
        AccessRule.OfPerson(Scopes.Read),
        static (endpoints, http, route, ct) => endpoints.GetAsync(http, route.First, route.Second, ct));

    /// <summary><c>GET people/{person_id}/personas/{mapper_id}</c>: builds or reads a persona.</summary>
    public static readonly ApiRoute GetPersona = ApiRoute.To<PersonaEndpoints>(
        "GET",
        "people/{person_id}/personas/{mapper_id}",
        "getPersona",
        AccessRule.OfPerson(Scopes.Read),
        static (endpoints, http, route, ct) => endpoints.GetAsync(http, route.First, route.Second, ct));

    /// <summary><c>GET people/{person_id}/personas</c>: lists a person's stored personas.</summary>
    public static readonly ApiRoute ListPersonas = ApiRoute.To<PersonaEndpoints>(
        "GET",
        "people/{person_id}/personas",
        "listPersonas",
        AccessRule.OfPerson(Scopes.Read),
        static (endpoints, http, route, ct) => endpoints.ListAsync(http, route.First, ct));

    /// <summary><c>GET people/{person_id}/export</c>: exports everything that is kept of a person.</summary>
    public static readonly ApiRoute ExportPerson = ApiRoute.To<PersonEndpoints>(
        "GET",
        "people/{person_id}/export",
        "exportPerson",
        AccessRule.OfPerson(Scopes.Read),
        static (endpoints, http, route, ct) => endpoints.ExportAsync(http, route.First, ct));

    /// <summary><c>DELETE people/{person_id}</c>: erases a person.</summary>
    public static readonly ApiRoute ErasePerson = ApiRoute.To<PersonEndpoints>(
        "DELETE",
        "people/{person_id}",
        "erasePerson",
        AccessRule.OfPerson(Scopes.Erase),
        static (endpoints, http, route, ct) => endpoints.EraseAsync(http, route.First, ct));

    /// <summary><c>GET mappers</c>: lists the mappers.</summary>
    public static readonly ApiRoute ListMappers = ApiRoute.To<MapperEndpoints>(
        "GET",
        "mappers",
        "listMappers",
        AccessRule.OfNobody(Scopes.Read),
        static (endpoints, http, _, ct) => endpoints.ListAsync(http, ct));

    /// <summary><c>POST mappers/validate</c>: checks a mapper without storing it.</summary>
    public static readonly ApiRoute ValidateMapper = ApiRoute.To<MapperEndpoints>(
        "POST",
        "mappers/validate",
        "validateMapper",
        AccessRule.OfNobody(Scopes.Manage),
        static (endpoints, http, _, ct) => endpoints.ValidateAsync(http, ct));

    /// <summary><c>GET mappers/{mapper_id}</c>: reads a mapper.</summary>
    public static readonly ApiRoute GetMapper = ApiRoute.To<MapperEndpoints>(
        "GET",
        "mappers/{mapper_id}",
        "getMapper",
        AccessRule.OfNobody(Scopes.Read),
        static (endpoints, http, route, ct) => endpoints.GetAsync(http, route.First, ct));

    /// <summary><c>PUT mappers/{mapper_id}</c>: stores a text as the newest revision of a mapper.</summary>
    public static readonly ApiRoute PutMapper = ApiRoute.To<MapperEndpoints>(
        "PUT",
        "mappers/{mapper_id}",
        "putMapper",
        AccessRule.OfEverybody(Scopes.Manage),
        static (endpoints, http, route, ct) => endpoints.PutAsync(http, route.First, ct));

    /// <summary><c>POST mappers/{mapper_id}/retire</c>: takes a mapper out of use.</summary>
    public static readonly ApiRoute RetireMapper = ApiRoute.To<MapperEndpoints>(
        "POST",
        "mappers/{mapper_id}/retire",
        "retireMapper",
        AccessRule.OfEverybody(Scopes.Manage),
        static (endpoints, http, route, ct) => endpoints.RetireAsync(http, route.First, ct));

    /// <summary><c>GET mappers/{mapper_id}/revisions/{revision}</c>: reads one revision of a mapper.</summary>
    public static readonly ApiRoute GetMapperRevision = ApiRoute.To<MapperEndpoints>(
        "GET",
        "mappers/{mapper_id}/revisions/{revision}",
        "getMapperRevision",
        AccessRule.OfNobody(Scopes.Read),
        static (endpoints, http, route, ct) => endpoints.GetRevisionAsync(http, route.First, route.Second, ct));

    /// <summary><c>POST mappers/{mapper_id}/revisions/{revision}/activate</c>: makes a revision the active one.</summary>
    public static readonly ApiRoute ActivateMapper = ApiRoute.To<MapperEndpoints>(
        "POST",
        "mappers/{mapper_id}/revisions/{revision}/activate",
        "activateMapper",
        AccessRule.OfEverybody(Scopes.Manage),
        static (endpoints, http, route, ct) => endpoints.ActivateAsync(http, route.First, route.Second, ct));

    /// <summary><c>POST mappers/preview</c>: builds personas of any mapper, person and moment without storing them.</summary>
    public static readonly ApiRoute PreviewMapper = ApiRoute.To<PreviewEndpoints>(
        "POST",
        "mappers/preview",
        "previewMapper",
        AccessRule.OfPeopleInBody(Scopes.Read),
        static (endpoints, http, _, ct) => endpoints.PostAsync(http, ct));

    /// <summary><c>POST mappers/{mapper_id}/revisions/{revision}/compare</c>: compares what two revisions suggest.</summary>
    public static readonly ApiRoute CompareRevisions = ApiRoute.To<ComparisonEndpoints>(
        "POST",
        "mappers/{mapper_id}/revisions/{revision}/compare",
        "compareRevisions",
        AccessRule.OfPeopleInBody(Scopes.Read),
        static (endpoints, http, route, ct) => endpoints.PostAsync(http, route.First, route.Second, ct));

    /// <summary><c>GET catalog</c>: reads the text of the published trait catalog.</summary>
    public static readonly ApiRoute GetCatalog = ApiRoute.To<CatalogEndpoints>(
        "GET", "catalog", "getCatalog", AccessRule.OfNobody(Scopes.Read), static (endpoints, http, _, ct) => endpoints.GetAsync(http, ct));

    /// <summary><c>PUT catalog</c>: publishes a trait catalog.</summary>
    public static readonly ApiRoute PutCatalog = ApiRoute.To<CatalogEndpoints>(
        "PUT", "catalog", "putCatalog", AccessRule.OfEverybody(Scopes.Manage), static (endpoints, http, _, ct) => endpoints.PutAsync(http, ct));

    /// <summary><c>GET traits</c>: lists the traits of the catalog.</summary>
    public static readonly ApiRoute ListTraits = ApiRoute.To<TraitEndpoints>(
        "GET",
        "traits",
        "listTraits",
        AccessRule.OfNobody(Scopes.Read),
        static (endpoints, http, _, _) => endpoints.List(http));

    /// <summary><c>POST tokens</c>: mints a token for an agent or a browser.</summary>
    public static readonly ApiRoute PostTokens = ApiRoute.To<TokenEndpoints>(
        "POST",
        "tokens",
        "postTokens",
        AccessRule.AnyCaller with { KeepsCaller = true },
        static (endpoints, http, _, ct) => endpoints.PostAsync(http, ct));

    /// <summary><c>GET health/live</c>: answers while the process runs.</summary>
    public static readonly ApiRoute GetLiveness = ApiRoute.To<HealthEndpoints>(
        "GET",
        "health/live",
        "getLiveness",
        AccessRule.Anonymous,
        static (endpoints, http, _, _) => endpoints.Live(http));

    /// <summary><c>GET health/ready</c>: answers whether the process can serve requests.</summary>
    public static readonly ApiRoute GetReadiness = ApiRoute.To<HealthEndpoints>(
        "GET",
        "health/ready",
        "getReadiness",
        AccessRule.Anonymous,
        static (endpoints, http, _, ct) => endpoints.ReadyAsync(http, ct));

    /// <summary><c>GET openapi.json</c>: the OpenAPI document.</summary>
    public static readonly ApiRoute GetOpenApi = ApiRoute.To<OpenApiEndpoints>(
        "GET",
        "openapi.json",
        "getOpenApi",
        AccessRule.AnyCaller,
        static (endpoints, http, _, _) => endpoints.Get(http));

    /// <summary>No route of the contract: what a host calls when its routing finds none, to answer as every host does.</summary>
    public static readonly ApiRoute Unknown = new(
        "GET", "{*path}", "unknownRoute", AccessRule.AnyCaller, static (_, http, _, _) => new(ApiRouter.Refuse(http.Request)));

    /// <summary>Where a word and a parameter stand in the same place, the route with the word comes first.</summary>
    public static ImmutableArray<ApiRoute> Routes { get; } =
    [
        GetPersona, PostObservations, ListObservations, RetractObservation, PostFeedback, GetMindscape, RebuildMindscape, GetTraitHistory, ListPersonas,
        ExportPerson, ErasePerson, ListMappers, ValidateMapper, PreviewMapper, GetMapper, PutMapper, RetireMapper, GetMapperRevision, ActivateMapper,
        CompareRevisions, GetCatalog, PutCatalog, ListTraits, PostTokens,
        GetLiveness, GetReadiness, GetOpenApi,
    ];
}
