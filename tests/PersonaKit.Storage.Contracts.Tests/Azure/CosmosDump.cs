using System.Net;
using System.Text;
using Microsoft.Azure.Cosmos;
using PersonaKit.Core.Observations;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>All documents of a person, including pages that do not count.</summary>
internal static class CosmosDump
{
    public static async Task<string> OfAsync(Container container, PersonId personId)
    {
        var dump = new StringBuilder(await ReadAsync(container, personId, personId.Value));

        // Pages are numbered without a gap; a few more are read because a losing fold may have left some.
        for (var (page, missing) = (1, 0); missing < 3; page++)
        {
            var text = await ReadAsync(container, personId, $"journal!{page:d6}");
            missing += text is null ? 1 : 0;
            dump.AppendLine(text);
        }

        return dump.ToString();
    }

    private static async Task<string?> ReadAsync(Container container, PersonId personId, string id)
    {
        using var document = await container.ReadItemStreamAsync(id, new PartitionKey(personId.Value));
        if (document.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        using var text = new StreamReader(document.EnsureSuccessStatusCode().Content);
        return await text.ReadToEndAsync();
    }
}
