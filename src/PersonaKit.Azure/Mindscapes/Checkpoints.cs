using System.Collections.Immutable;
using PersonaKit.Azure.Cosmos;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// The checkpoints of a person, each a document in the partition of the hot document, and the directory that says which of them count.
/// <para> A checkpoint gets an id of its own and is written before it is entered, with a short time to live that is removed when it is
/// entered: one that a process left on the way is deleted by the database. A fold that takes something back, and an erase, first remove
/// from the directory what includes it and close it for whatever was folded from before, and then delete the documents. So a checkpoint
/// is either entered before, and found and deleted, or is refused. </para>
/// </summary>
internal sealed class Checkpoints(CosmosDocuments documents)
{
    private const int Attempts = 20;
    private const int AtOnce = 8;

    /// <summary>Longer than any save takes.</summary>
    private static readonly TimeSpan Unentered = TimeSpan.FromHours(1);

    public async Task<ImmutableArray<StoredCheckpoint>> ReadAsync(HotDocument document, CancellationToken cancellationToken)
    {
        if (document.Journal.IsEmpty)
        {
            return [];
        }

        var directory = await ReadDirectoryAsync(document.PersonId, cancellationToken);
        if (directory.PagesBefore != document.PagesBefore)
        {
            return [];
        }

        var found = new StoredCheckpoint?[directory.Entries.Length];
        await Parallel.ForAsync(0, found.Length, Options(cancellationToken), async (i, token) =>
        {
            var entry = directory.Entries[i];
            var answer = await documents.ReadAsync(entry.Id, document.PersonId.Value, token);
            found[i] = answer.Done && TryRead(answer) is { } body ? new(entry.First, entry.Last, entry.Version, body) : null;
        });
        return [.. found.OfType<StoredCheckpoint>()];
    }

    /// <returns>False when something that they include may have been taken back or erased since they were folded.</returns>
    public async Task<bool> SaveAsync(HotDocument document, ImmutableArray<StoredCheckpoint> checkpoints, CancellationToken cancellationToken)
    {
        var personId = document.PersonId;
        var written = checkpoints
            .Select(checkpoint => (
                Entry: new CheckpointEntry(checkpoint.First, checkpoint.Last, checkpoint.Version, $"checkpoint!{Guid.NewGuid():n}"),
                checkpoint.Body,
                ETag: ""))
            .ToArray();
        CheckpointEntry[] added = [.. written.Select(checkpoint => checkpoint.Entry)];
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var directory = await ClearAsync(personId, cancellationToken);
            if (!directory.Admits(document.PagesBefore, added))
            {
                break;
            }

            if (attempt == 0 && !await WriteAsync(personId, written, cancellationToken))
            {
                break;
            }

            var next = directory.Of(document.PagesBefore).With(added);
            if (await WriteDirectoryAsync(personId, next, cancellationToken))
            {
                await KeepAsync(personId, written, cancellationToken);
                await DeleteAsync(personId, next.Removed, cancellationToken);
                return true;
            }
        }

        await DeleteAsync(
            personId,
            [.. written.Where(checkpoint => checkpoint.ETag.Length > 0).Select(checkpoint => checkpoint.Entry.Id)],
            cancellationToken);
        return false;
    }

    /// <summary>Before a fold to <paramref name="version"/> takes back the observations with these numbers.</summary>
    public async Task TakeBackAsync(
        HotDocument document, IReadOnlyCollection<long> numbers, MindscapeVersion version, CancellationToken cancellationToken)
    {
        // Nobody saves a checkpoint of a person without a journal.
        if (numbers.Count > 0 && !document.Journal.IsEmpty)
        {
            await CloseAsync(document.PersonId, directory => directory.Of(document.PagesBefore).WithoutAny(numbers, version), cancellationToken);
        }
    }

    /// <summary>Deletes the checkpoints of the histories before this one. Safe to repeat.</summary>
    public Task EraseAsync(HotDocument document, CancellationToken cancellationToken) => CloseAsync(
        document.PersonId,
        directory => directory.PagesBefore < document.PagesBefore
            ? directory.Of(document.PagesBefore) with { IsErased = document.ErasedAt is not null }
            : directory,
        cancellationToken);

    private async Task CloseAsync(PersonId personId, Func<CheckpointDirectory, CheckpointDirectory> close, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var directory = await ClearAsync(personId, cancellationToken);
            var closed = close(directory);
            if (ReferenceEquals(closed, directory) || await WriteDirectoryAsync(personId, closed, cancellationToken))
            {
                await DeleteAsync(personId, closed.Removed, cancellationToken);
                return;
            }
        }

        throw Overtaken();
    }

    /// <summary>Null for a damaged one: what it includes is folded again.</summary>
    private static byte[]? TryRead(CosmosAnswer answer)
    {
        try
        {
            return CheckpointJson.ReadBody(answer.Body);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Returns false when one is larger than an item may be.</summary>
    private async Task<bool> WriteAsync(
        PersonId personId, (CheckpointEntry Entry, ReadOnlyMemory<byte> Body, string ETag)[] written, CancellationToken cancellationToken)
    {
        var isTooLarge = false;
        await Parallel.ForAsync(0, written.Length, Options(cancellationToken), async (i, token) =>
        {
            var body = CheckpointJson.Write(personId, written[i].Entry.Id, written[i].Body, Unentered);
            var answer = await documents.CreateAsync(personId.Value, body, token);
            written[i].ETag = answer.Done ? answer.ETag : "";
            isTooLarge |= !answer.Done;
        });
        return !isTooLarge;
    }

    /// <summary>Removes their time to live. One that was deleted meanwhile stays deleted.</summary>
    private Task KeepAsync(
        PersonId personId, (CheckpointEntry Entry, ReadOnlyMemory<byte> Body, string ETag)[] written, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(written, Options(cancellationToken), async (checkpoint, token) => await documents.ReplaceAsync(
            checkpoint.Entry.Id, personId.Value, CheckpointJson.Write(personId, checkpoint.Entry.Id, checkpoint.Body, null), checkpoint.ETag, token));

    private Task DeleteAsync(PersonId personId, ImmutableArray<string> ids, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(ids, Options(cancellationToken), async (id, token) => await documents.DeleteAsync(id, personId.Value, token));

    private async Task<CheckpointDirectory> ReadDirectoryAsync(PersonId personId, CancellationToken cancellationToken)
    {
        var answer = await documents.ReadAsync(CheckpointJson.DirectoryId, personId.Value, cancellationToken);
        return answer.Done ? CheckpointJson.ReadDirectory(answer.Body.Span, answer.ETag) : CheckpointDirectory.None;
    }

    /// <summary>The directory, once what its last write removed is gone from the partition.</summary>
    private async Task<CheckpointDirectory> ClearAsync(PersonId personId, CancellationToken cancellationToken)
    {
        var directory = await ReadDirectoryAsync(personId, cancellationToken);
        await DeleteAsync(personId, directory.Removed, cancellationToken);
        return directory with { Removed = [] };
    }

    private async Task<bool> WriteDirectoryAsync(PersonId personId, CheckpointDirectory directory, CancellationToken cancellationToken)
    {
        var body = CheckpointJson.WriteDirectory(personId, directory);
        var answer = directory.ETag.Length == 0
            ? await documents.CreateAsync(personId.Value, body, cancellationToken)
            : await documents.ReplaceAsync(CheckpointJson.DirectoryId, personId.Value, body, directory.ETag, cancellationToken);
        return answer.Done;
    }

    private static ParallelOptions Options(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };

    private static StoreUnavailableException Overtaken() =>
        new($"Cosmos DB: the directory of checkpoints was changed by others in {Attempts} attempts");
}
