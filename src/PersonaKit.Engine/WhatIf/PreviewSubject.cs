using System.Collections.Immutable;
using PersonaKit.Core.Observations;

namespace PersonaKit.Engine.WhatIf;

/// <summary>The person of a preview.</summary>
public abstract record PreviewSubject
{
    private PreviewSubject() { }

    /// <summary>A stored person.</summary>
    /// <param name="Id">The person's id.</param>
    public sealed record Person(PersonId Id) : PreviewSubject;

    /// <summary>An invented person.</summary>
    /// <param name="Observations">All observations of the person; each has <c>observed_at</c>.</param>
    public sealed record Invented(ImmutableArray<ObservationDraft> Observations) : PreviewSubject;
}
