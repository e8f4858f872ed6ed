namespace PersonaKit.Api.Health;

/// <summary>What only the host knows about its readiness. Never throws but for cancellation.</summary>
public interface IHostHealth
{
    ValueTask<HostHealth> CheckAsync(CancellationToken cancellationToken);
}
