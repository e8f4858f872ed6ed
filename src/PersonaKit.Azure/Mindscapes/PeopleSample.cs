using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Cosmos;
using PersonaKit.Core.Observations;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// Takes a sample of people from the start of the change feed, which needs no query and no index. The people who changed longest ago come
/// first. The number of pages read is bounded, even if few documents are mindscapes.
/// </summary>
internal sealed class PeopleSample(Container container)
{
    private const int MaxPages = 20;
    private const int PageSize = 100;

    private readonly CosmosDocuments _documents = new(container);

    public async Task<ImmutableArray<PersonId>> TakeAsync(int limit, CancellationToken cancellationToken)
    {
        var people = new List<PersonId>();
        using var feed = container.GetChangeFeedStreamIterator(
            ChangeFeedStartFrom.Beginning(), ChangeFeedMode.LatestVersion, new ChangeFeedRequestOptions { PageSizeHint = PageSize });
        for (var page = 0; page < MaxPages && people.Count < limit && feed.HasMoreResults; page++)
        {
            var answer = await _documents.SendAsync(() => feed.ReadNextAsync(cancellationToken), cancellationToken);
            if (!answer.Done)
            {
                break; // 304: every partition was read to its end
            }

            Read(answer.Body, people);
        }

        return [.. people.Take(limit)];
    }

    private static void Read(ReadOnlyMemory<byte> page, List<PersonId> people)
    {
        using var json = JsonDocument.Parse(page, new JsonDocumentOptions { MaxDepth = 256 });
        foreach (var document in json.RootElement.GetProperty("Documents").EnumerateArray())
        {
            // Skips journal pages and tombstones.
            if (document.TryGetProperty("kind", out var kind) && kind.ValueEquals(HotDocument.Kind)
                && !document.TryGetProperty("erased_at", out _)
                && PersonId.TryParse(document.GetProperty("id").GetString(), out var person) && !people.Contains(person))
            {
                people.Add(person);
            }
        }
    }
}
