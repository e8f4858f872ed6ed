namespace PersonaKit.Core.Observations;

/// <summary>An observation with its place in the person's order of acceptance, counting from 1.</summary>
public readonly record struct AcceptedObservation(long Number, Observation Observation)
{
    /// <summary>As it is shown, or kept, when <paramref name="retracted"/> is taken back.</summary>
    public AcceptedObservation Without(IReadOnlySet<ObservationId> retracted) =>
        retracted.Contains(Observation.Id) ? this with { Observation = Observation.Forget() } : this;
}
