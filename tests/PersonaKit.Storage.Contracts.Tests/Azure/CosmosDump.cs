using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

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

    /// <summary>All documents of a container, checkpoints as they were before they were compressed.</summary>
    public static async Task<string> OfAllAsync(Container container)
    {
        var dump = new StringBuilder();
        await foreach (var document in container.ReadAllAsync())
        {
            dump.AppendLine(document.GetRawText());
            if (document.GetProperty("kind").GetString() == "checkpoint")
            {
                dump.AppendLine(Encoding.UTF8.GetString(CheckpointJson.ReadBody(Encoding.UTF8.GetBytes(document.GetRawText()))));
            }
        }

        return dump.ToString();
    }

    /// <summary>What an erase leaves beside the tombstone, so that no checkpoint of the erased history is entered any more.</summary>
    public static bool IsEmptyDirectory(JsonElement document) =>
        document.GetProperty("kind").GetString() == "checkpoints"
        && document.GetProperty("entries").GetArrayLength() == 0;

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
