using System.Collections.Immutable;
using PersonaKit.Core.Observations;

namespace PersonaKit.Engine.WhatIf;

/// <summary>Whom a mapper is tried on.</summary>
public abstract record PreviewSubject
{
    private PreviewSubject() { }

    public sealed record Person(PersonId Id) : PreviewSubject;

    /// <summary>Somebody of whom exactly this was observed. Every draft has its instant.</summary>
    public sealed record Invented(ImmutableArray<ObservationDraft> Observations) : PreviewSubject;
}
