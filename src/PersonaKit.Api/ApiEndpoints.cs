using PersonaKit.Api.Health;
using PersonaKit.Api.Mappers;
using PersonaKit.Api.Mindscapes;
using PersonaKit.Api.Observing;
using PersonaKit.Api.OpenApi;
using PersonaKit.Api.Personas;
using PersonaKit.Api.Traits;
using PersonaKit.Api.WhatIf;

namespace PersonaKit.Api;

/// <summary>The handlers of every resource.</summary>
public sealed class ApiEndpoints(
    ObservationEndpoints observations,
    MindscapeEndpoints mindscapes,
    PersonaEndpoints personas,
    MapperEndpoints mappers,
    PreviewEndpoints previews,
    ComparisonEndpoints comparisons,
    TraitEndpoints traits,
    HealthEndpoints health)
{
    public ObservationEndpoints Observations { get; } = observations;

    public MindscapeEndpoints Mindscapes { get; } = mindscapes;

    public PersonaEndpoints Personas { get; } = personas;

    public MapperEndpoints Mappers { get; } = mappers;

    public PreviewEndpoints Previews { get; } = previews;

    public ComparisonEndpoints Comparisons { get; } = comparisons;

    public TraitEndpoints Traits { get; } = traits;

    public HealthEndpoints Health { get; } = health;

    public OpenApiEndpoints OpenApi { get; } = new();
}
