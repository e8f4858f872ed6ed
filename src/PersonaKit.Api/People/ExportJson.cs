using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Mindscapes;
using PersonaKit.Api.Observing;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Exporting;

namespace PersonaKit.Api.People;

/// <summary>An export as one document, sent while the history is read: what is in memory does not grow with it.</summary>
internal static class ExportJson
{
    /// <summary>What is written goes on its way from this size on, in bytes.</summary>
    private const int FlushAt = 64 * 1024;

    public static async Task SendAsync(HttpResponse response, PersonExport export, CancellationToken cancellationToken)
    {
        // Before the first byte, so that a store that does not answer is still a problem document and not half an export.
        await using var observations = export.Observations.GetAsyncEnumerator(cancellationToken);
        var isMore = await observations.MoveNextAsync();
        await response.StartAsync(cancellationToken);
        var output = response.BodyWriter;
        await using var writer = new Utf8JsonWriter(output, DataValueJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("person_id"u8, export.Mindscape.PersonId.Value);
        writer.WriteString("exported_at"u8, Instants.Format(export.ExportedAt));
        writer.WritePropertyName("mindscape"u8);
        MindscapeJson.Write(writer, new MindscapeView(export.Mindscape, export.ExportedAt, explains: false));
        writer.WriteStartArray("observations"u8);
        var flushed = writer.BytesCommitted;
        for (; isMore; isMore = await observations.MoveNextAsync())
        {
            ObservationListJson.Write(writer, observations.Current);
            if (writer.BytesCommitted + writer.BytesPending - flushed >= FlushAt)
            {
                writer.Flush();
                flushed = writer.BytesCommitted;
                await output.FlushAsync(cancellationToken);
            }
        }

        writer.WriteEndArray();
        writer.WriteStartArray("personas"u8);
        foreach (var row in export.Personas)
        {
            writer.WriteRawValue(row.Body.Span, skipInputValidation: true);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        await output.FlushAsync(cancellationToken);
    }
}
