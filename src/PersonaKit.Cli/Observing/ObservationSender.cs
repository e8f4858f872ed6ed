using System.Buffers;
using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using PersonaKit.Cli.Remote;
using PersonaKit.Cli.Terminal;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Observing;

/// <summary>
/// Sends observations in batches. A host refuses a batch as a whole and names the invalid observations. Those are reported with their
/// lines, and the rest is sent again.
/// </summary>
internal sealed class ObservationSender(ApiConnection api, PersonId person, string fileName, CliContext cli, Progress progress)
{
    /// <summary>A host accepts 1 MiB. The rest is more than enough for the brackets and commas of the list.</summary>
    private const int MaxBatchBytes = 1_000_000;

    /// <param name="items">The observations to send, in this order.</param>
    /// <param name="run">Prefix of the idempotency keys: the same when a file is sent again, different for any other file.</param>
    /// <param name="cancellationToken">Stops the run; accepted observations stay accepted.</param>
    public async Task<SendTally> SendAsync(ImmutableArray<ObservationItem> items, string run, CancellationToken cancellationToken)
    {
        var tally = new SendTally(items.Length);
        var batch = 0;
        foreach (var part in Split(items))
        {
            progress.Show(tally.Done, tally.Total);
            await SendBatchAsync(part, $"{run}-{batch++}", tally, cancellationToken);
        }

        progress.Clear();
        return tally;
    }

    private async Task SendBatchAsync(List<(ObservationItem Item, byte[] Json)> batch, string key, SendTally tally, CancellationToken cancellationToken)
    {
        while (batch.Count > 0)
        {
            var answer = await api.PostAsync($"{RemoteOptions.PathOf(person)}/observations", Join(batch), key, cancellationToken);
            if (answer.IsSuccess)
            {
                Count(batch, answer.Json, tally);
                return;
            }

            var refused = answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.RequestEntityTooLarge
                ? answer.Faults.Select(fault => (Index: IndexOf(fault.Pointer, batch.Count), Fault: fault)).ToList()
                : [];
            if (refused.Count == 0 || refused.Exists(fault => fault.Index < 0))
            {
                progress.Clear();
                throw answer.ToFailure();
            }

            foreach (var (index, fault) in refused)
            {
                Report(batch[index].Item, $"{fault.Pointer[$"/{index}".Length..]} {fault.Detail}".Trim());
            }

            var indexes = refused.Select(fault => fault.Index).ToHashSet();
            tally.Refused += indexes.Count;
            batch = [.. batch.Where((_, i) => !indexes.Contains(i))];

            // Nothing of the refused batch was stored, so the rest is a new batch with its own key.
            key += "r";
        }
    }

    private void Count(List<(ObservationItem Item, byte[] Json)> batch, DataValue.Map recorded, SendTally tally)
    {
        tally.Receipt = recorded["receipt"]?.ToDisplayText() ?? tally.Receipt;
        var items = (recorded["items"] as DataValue.List ?? DataValue.List.Empty).Items;
        for (var i = 0; i < batch.Count; i++)
        {
            var item = i < items.Length ? items[i] as DataValue.Map : null;
            switch (item?["status"]?.ToDisplayText())
            {
                case "accepted":
                    tally.Accepted++;
                    break;
                case "duplicate" or "retracted":
                    // A retracted observation stays retracted when it is sent again.
                    tally.Duplicates++;
                    break;
                case var status:
                    tally.Refused++;
                    Report(batch[i].Item, status switch
                    {
                        "conflict" => $"/id '{item?["id"]?.ToDisplayText()}' is the id of another observation",
                        "refused" => $"/corrects {item?["detail"]?.ToDisplayText()}",
                        _ => $"the host answered with the unknown status '{status}'",
                    });
                    break;
            }
        }
    }

    private void Report(ObservationItem item, string reason)
    {
        progress.Clear();
        cli.Errors.WriteLine($"{fileName}({item.Line},1): error: {reason}");
    }

    private static IEnumerable<List<(ObservationItem Item, byte[] Json)>> Split(ImmutableArray<ObservationItem> items)
    {
        var batch = new List<(ObservationItem, byte[])>();
        var size = 0;
        foreach (var item in items)
        {
            var json = Write(item.Value);
            if (batch.Count == ObservationDraftReader.MaxBatch || (batch.Count > 0 && size + json.Length > MaxBatchBytes))
            {
                yield return batch;
                batch = [];
                size = 0;
            }

            batch.Add((item, json));
            size += json.Length + 1;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private static byte[] Write(DataValue value)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, DataValueJson.WriterOptions))
        {
            DataValueJson.Write(writer, value);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Join(List<(ObservationItem Item, byte[] Json)> batch)
    {
        using var body = new MemoryStream();
        body.WriteByte((byte)'[');
        for (var i = 0; i < batch.Count; i++)
        {
            if (i > 0)
            {
                body.WriteByte((byte)',');
            }

            body.Write(batch[i].Json);
        }

        body.WriteByte((byte)']');
        return body.ToArray();
    }

    /// <summary>The batch index at the start of a pointer such as <c>/3/content/start</c>; -1 if there is none.</summary>
    private static int IndexOf(string pointer, int count)
    {
        var end = pointer.IndexOf('/', Math.Min(1, pointer.Length));
        return pointer is ['/', ..] && int.TryParse(pointer.AsSpan(1, (end < 0 ? pointer.Length : end) - 1), out var index) && index >= 0 && index < count ? index : -1;
    }
}
