using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Scheduling;

namespace PersonaKit.Simulation.Tables;

/// <summary>Raises heads by the rules of the store in Table Storage, with what this instance saw of them last in memory.</summary>
internal sealed class HeadRows(PersonaTables tables, CallGate gate, TimeProvider time)
{
    private const int Attempts = 50;

    private readonly Dictionary<PersonId, (MindscapeVersion Version, long ETag, long SeenAt)> _seen = [];

    public async Task AdvanceAsync(PersonId personId, MindscapeVersion version)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (seen, etag) = Remembered(personId) is { } remembered ? remembered : await SeeAsync(personId, version);
            if (etag is not null && seen >= version)
            {
                return;
            }

            if (await TryWriteAsync(personId, new(version, null), etag) is { } written)
            {
                _seen[personId] = (version, written, time.GetTimestamp());
                return;
            }

            _seen.Remove(personId);
        }

        throw new StoreUnavailableException("simulated: a head was overtaken too often");
    }

    public async Task EraseAsync(PersonId personId, MarkedHead tombstone)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            _seen.Remove(personId);
            var stored = await GetAsync(personId);
            var head = stored?.Head ?? default;
            if (head.Version > tombstone.Version || head == tombstone || await TryWriteAsync(personId, tombstone, stored?.ETag) is not null)
            {
                return;
            }
        }

        throw new StoreUnavailableException("simulated: a head was overtaken too often");
    }

    public Task<TaggedHead?> GetAsync(PersonId personId) => gate.CallAsync(_ => tables.Head(personId));

    private (MindscapeVersion Version, long? ETag)? Remembered(PersonId personId) =>
        _seen.TryGetValue(personId, out var seen) && time.GetElapsedTime(seen.SeenAt) < ErasureLifetimes.Memory
            ? (seen.Version, seen.ETag)
            : null;

    private async Task<(MindscapeVersion Version, long? ETag)> SeeAsync(PersonId personId, MindscapeVersion version)
    {
        // A first version is written without a look; the write finds out.
        if (version.Value <= 4 && await TryWriteAsync(personId, new(version, null), null) is { } written)
        {
            _seen[personId] = (version, written, time.GetTimestamp());
            return (version, written);
        }

        if (await GetAsync(personId) is not { } stored)
        {
            return default;
        }

        if (stored.Head.ForgetAt is null)
        {
            _seen[personId] = (stored.Head.Version, stored.ETag, time.GetTimestamp());
        }

        return (stored.Head.At(time.GetUtcNow()), stored.ETag);
    }

    private Task<long?> TryWriteAsync(PersonId personId, MarkedHead head, long? expected) =>
        gate.CallAsync(_ => tables.TryWriteHead(personId, head, expected));
}
