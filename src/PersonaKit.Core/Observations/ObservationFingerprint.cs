using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Observations;

/// <summary>
/// 128 bits of SHA-256 over what the sender sent, keys sorted. The id is not in it (it is what is compared), nor a default instant: a retry
/// a second later is the same observation.
/// </summary>
public static class ObservationFingerprint
{
    public static string Of(ObservationDraft draft)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, DataValueJson.WriterOptions))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(draft.Type);
            writer.WriteStringValue(draft.ObservedAt is { } observedAt ? Instants.Format(observedAt) : null);
            DataValueJson.WriteCanonical(writer, draft.Content);
            if (draft.Meta is { } meta)
            {
                DataValueJson.WriteCanonical(writer, meta);
            }

            if (draft.Corrects is { } corrects)
            {
                writer.WriteStringValue(corrects.Value);
            }

            writer.WriteEndArray();
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.WrittenSpan, digest);
        return Convert.ToHexStringLower(digest[..16]);
    }
}
