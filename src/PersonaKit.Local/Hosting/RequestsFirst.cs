using Microsoft.AspNetCore.Hosting.Server;

namespace PersonaKit.Local.Hosting;

/// <summary>
/// Before anything else stops, the server stops accepting and finishes what runs, in 5 s at most: one request that hangs must not take
/// the time that the change feed
/// needs to fold what was accepted.
/// </summary>
internal sealed class RequestsFirst(IServer server) : IHostedLifecycleService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        await server.StopAsync(patience.Token);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
