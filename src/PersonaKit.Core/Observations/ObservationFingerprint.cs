using System.Security.Cryptography;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Observations;

/// <summary>
/// 128 bits of SHA-256 over what the sender sent, keys sorted. The id is not in it (it is what is compared), nor a default instant: a retry
/// a second later is the same observation.
/// </summary>
public static class ObservationFingerprint
{
    /// <summary>The fingerprint of a draft.</summary>
    public static string Of(ObservationDraft draft) => EncodedContent.Of(draft).Fingerprint;

    /// <param name="scratch">Empty.</param>
    /// <param name="draft">What was sent.</param>
    /// <param name="content">Its content as canonical JSON.</param>
    /// <param name="meta">Its meta as canonical JSON; empty when there is none.</param>
    internal static string Of(JsonScratch scratch, ObservationDraft draft, ReadOnlySpan<byte> content, ReadOnlySpan<byte> meta)
    {
        var writer = scratch.Writer;
        writer.WriteStartArray();
        writer.WriteStringValue(draft.Type);
        writer.WriteStringValue(draft.ObservedAt is { } observedAt ? Instants.Format(observedAt) : null);
        writer.WriteRawValue(content, skipInputValidation: true);
        if (!meta.IsEmpty)
        {
            writer.WriteRawValue(meta, skipInputValidation: true);
        }

        if (draft.Corrects is { } corrects)
        {
            writer.WriteStringValue(corrects.Value);
        }

        writer.WriteEndArray();
        writer.Flush();
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(scratch.Buffer.WrittenSpan, digest);
        return Convert.ToHexStringLower(digest[..16]);
    }
}
