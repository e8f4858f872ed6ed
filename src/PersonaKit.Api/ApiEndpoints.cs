using PersonaKit.Api.Feedback;
using PersonaKit.Api.Health;
using PersonaKit.Api.Mappers;
using PersonaKit.Api.Mindscapes;
using PersonaKit.Api.Observing;
using PersonaKit.Api.OpenApi;
using PersonaKit.Api.People;
using PersonaKit.Api.Personas;
using PersonaKit.Api.Traits;
using PersonaKit.Api.WhatIf;

namespace PersonaKit.Api;

/// <summary>The handlers of every resource.</summary>
internal sealed class ApiEndpoints(
    ObservationEndpoints observations,
    MindscapeEndpoints mindscapes,
    PersonaEndpoints personas,
    PersonEndpoints people,
    MapperEndpoints mappers,
    PreviewEndpoints previews,
    ComparisonEndpoints comparisons,
    TraitEndpoints traits,
    FeedbackEndpoints feedback,
    TraitHistoryEndpoints traitHistory,
    HealthEndpoints health)
{
    public ObservationEndpoints Observations { get; } = observations;

    public MindscapeEndpoints Mindscapes { get; } = mindscapes;

    public PersonaEndpoints Personas { get; } = personas;

    public PersonEndpoints People { get; } = people;

    public MapperEndpoints Mappers { get; } = mappers;

    public PreviewEndpoints Previews { get; } = previews;

    public ComparisonEndpoints Comparisons { get; } = comparisons;

    public TraitEndpoints Traits { get; } = traits;

    public FeedbackEndpoints Feedback { get; } = feedback;

    public TraitHistoryEndpoints TraitHistory { get; } = traitHistory;

    public HealthEndpoints Health { get; } = health;

    public OpenApiEndpoints OpenApi { get; } = new();
}
