using System.Net;
using System.Text;
using Microsoft.Azure.Cosmos;
using PersonaKit.Core.Observations;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>The documents of a person as they are, pages that nobody counts included.</summary>
internal static class CosmosDump
{
    public static async Task<string> OfAsync(Container container, PersonId personId)
    {
        var dump = new StringBuilder(await ReadAsync(container, personId, personId.Value));

        // Pages are numbered without a gap; a few more are tried for what an overtaken fold may have left.
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
