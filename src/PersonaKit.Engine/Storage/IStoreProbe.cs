namespace PersonaKit.Engine.Storage;

/// <summary>Finds out whether a store would keep what is written to it now, for a store that can tell only by trying.</summary>
public interface IStoreProbe
{
    /// <summary>Completes when the store would keep a write.</summary>
    /// <exception cref="StoreUnavailableException">It would not; <see cref="StoreUnavailableException.Reason"/> says why.</exception>
    Task ProbeAsync(CancellationToken cancellationToken);
}
