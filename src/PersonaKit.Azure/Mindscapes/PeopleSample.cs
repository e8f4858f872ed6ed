using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Cosmos;
using PersonaKit.Core.Observations;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// People off the change feed, read from its beginning: it is the one way through a container that needs no query and no index. Those who have not changed
/// for longest come first, and a bounded number of pages is read however few of the documents are people.
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
            // Journal pages are no people, and a tombstone is one no more.
            if (document.TryGetProperty("kind", out var kind) && kind.ValueEquals(HotDocument.Kind)
                && !document.TryGetProperty("erased_at", out _)
                && PersonId.TryParse(document.GetProperty("id").GetString(), out var person) && !people.Contains(person))
            {
                people.Add(person);
            }
        }
    }
}
