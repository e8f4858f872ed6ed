using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>Takes a failed change for a handled one.</summary>
internal sealed class FeedThatGivesUp(IChangeFeed sound) : IChangeFeed
{
    public Task RunAsync(Func<PersonId, CancellationToken, Task<bool>> handle, CancellationToken cancellationToken) =>
        sound.RunAsync((person, token) => TryAsync(handle, person, token), cancellationToken);

    public Task<bool> DrainAsync(Func<PersonId, CancellationToken, Task<bool>> handle, TimeSpan timeout, CancellationToken cancellationToken) =>
        sound.DrainAsync((person, token) => TryAsync(handle, person, token), timeout, cancellationToken);

    public Task<long> CountPendingAsync(CancellationToken cancellationToken) => sound.CountPendingAsync(cancellationToken);

    private static async Task<bool> TryAsync(Func<PersonId, CancellationToken, Task<bool>> handle, PersonId person, CancellationToken cancellationToken)
    {
        try
        {
            await handle(person, cancellationToken);
        }
        catch (InvalidOperationException)
        {
        }

        return true;
    }
}
