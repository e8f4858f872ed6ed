using Azure;
using Azure.Data.Tables;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Personas;

/// <summary>
/// The head row of each person. The head of an erased person has its own expiry in the same column as the persona rows, so that one scan
/// finds both. A head that is raised again is written without it.
/// </summary>
internal sealed class HeadRows(TableClient table, TimeProvider time)
{
    public const string Version = "mindscape_version";
    private const int Remembered = 20_000;
    private const int Attempts = 50;

    /// <summary>A version counts observations, so the first post of a person ends in one of these, as a rule.</summary>
    private const int FirstVersions = 4;

    private readonly HeadMemory _memory = new(Remembered, time);

    public static MarkedHead Read(TableEntity? head) => head is null
        ? default
        : new(new(head.GetInt64(Version) ?? throw new FormatException("not a stored head")), head.GetDateTimeOffset(PersonaEntity.ExpiresAt));

    public async Task AdvanceAsync(string partition, MindscapeVersion version, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var seen = _memory.Find(partition) ?? await SeeAsync(partition, version, cancellationToken);

            // A head is only ever raised, so an earlier read with this version or a later one is enough.
            if (seen is not null && seen.Version >= version)
            {
                return;
            }

            if (await TryWriteAsync(partition, new(version, null), seen?.ETag, cancellationToken) is { } etag)
            {
                _memory.Keep(partition, version, etag);
                return;
            }

            _memory.Forget(partition);
        }

        throw Contended();
    }

    /// <summary>Raises the head to the tombstone's version and sets its expiry, unless the head is newer or has it already.</summary>
    public async Task EraseAsync(string partition, MarkedHead tombstone, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            // The head of an erased person is never cached, because it will be deleted.
            _memory.Forget(partition);
            var stored = await GetAsync(partition, cancellationToken);
            var head = Read(stored);
            if (head.Version > tombstone.Version
                || head == tombstone
                || await TryWriteAsync(partition, tombstone, stored?.ETag, cancellationToken) is not null)
            {
                return;
            }
        }

        throw Contended();
    }

    public Task<TableEntity?> GetAsync(string partition, CancellationToken cancellationToken) => table.FindAsync(partition, TableKeys.Head, cancellationToken);

    private static StoreUnavailableException Contended() => new($"Table Storage: a head was changed by others in {Attempts} attempts");

    /// <summary>A low version is written without a read: in most cases there is no head, and the insert fails if there is one.</summary>
    private async Task<HeadMemory.SeenHead?> SeeAsync(string partition, MindscapeVersion version, CancellationToken cancellationToken)
    {
        if (version.Value <= FirstVersions && await TryWriteAsync(partition, new(version, null), null, cancellationToken) is { } etag)
        {
            return _memory.Keep(partition, version, etag);
        }

        if (await GetAsync(partition, cancellationToken) is not { } stored)
        {
            return null;
        }

        var head = Read(stored);
        return head.ForgetAt is null
            ? _memory.Keep(partition, head.Version, stored.ETag)
            : new HeadMemory.SeenHead(head.At(time.GetUtcNow()), stored.ETag, SeenAt: 0);
    }

    /// <summary>Returns the new etag; null when the stored head is not the expected one.</summary>
    private async Task<ETag?> TryWriteAsync(string partition, MarkedHead head, ETag? expected, CancellationToken cancellationToken)
    {
        var entity = new TableEntity(partition, TableKeys.Head) { [Version] = head.Version.Value };
        if (head.ForgetAt is { } forgetAt)
        {
            entity[PersonaEntity.ExpiresAt] = forgetAt;
        }

        try
        {
            var response = await TableFault.GuardAsync(
                () => expected is { } etag
                    ? table.UpdateEntityAsync(entity, etag, TableUpdateMode.Replace, cancellationToken)
                    : table.AddEntityAsync(entity, cancellationToken),
                cancellationToken);
            return response.Headers.ETag;
        }
        catch (RequestFailedException refused) when (refused.Is(404) || refused.Is(409) || refused.Is(412))
        {
            return null;
        }
    }
}
