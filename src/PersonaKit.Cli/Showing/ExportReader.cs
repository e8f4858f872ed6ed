using System.Buffers;
using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using PersonaKit.Cli.Observing;
using PersonaKit.Cli.Remote;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Showing;

/// <summary>Asks a host for its export; of one that has none the same document is put together from what it lists.</summary>
internal sealed class ExportReader(ApiConnection api, PersonId person, CliContext cli, Progress progress)
{
    private const int PageSize = 100;

    private readonly string _path = $"people/{Uri.EscapeDataString(person.Value)}";

    public async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        var export = await api.GetAsync($"{_path}/export", count => progress.Show(count, null, " bytes"), cancellationToken);
        progress.Clear();
        if (export.IsSuccess)
        {
            return export.Body;
        }

        return export is { Status: HttpStatusCode.NotFound, Problem: not "unknown-person" }
            ? await AssembleAsync(cancellationToken)
            : throw export.ToFailure();
    }

    private async Task<byte[]> AssembleAsync(CancellationToken cancellationToken)
    {
        var mindscape = await GetAsync("mindscape", cancellationToken);
        var newestFirst = ImmutableArray.CreateBuilder<DataValue>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await GetAsync($"observations?limit={PageSize}{(cursor.Length == 0 ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", cancellationToken);
            newestFirst.AddRange((page["observations"] as DataValue.List ?? DataValue.List.Empty).Items);
            cursor = (page["next_cursor"] as DataValue.Text)?.Value;
            progress.Show(newestFirst.Count, null);
        }

        progress.Clear();
        newestFirst.Reverse();
        return Write(mindscape, new DataValue.List(newestFirst.DrainToImmutable()));
    }

    private async Task<DataValue.Map> GetAsync(string what, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync($"{_path}/{what}", cancellationToken);
        return answer.IsSuccess ? answer.Json : throw answer.ToFailure();
    }

    private byte[] Write(DataValue mindscape, DataValue observations)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, DataValueJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("person_id", person.Value);
            writer.WriteString("exported_at", Instants.Format(Instants.Truncate(cli.Time.GetUtcNow())));
            writer.WritePropertyName("mindscape");
            DataValueJson.Write(writer, mindscape);
            writer.WritePropertyName("observations");
            DataValueJson.Write(writer, observations);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
