using PersonaKit.Core.Values;

namespace PersonaKit.Core.Observations;

/// <summary>
/// Content and meta of an observation as the UTF-8 JSON that a store keeps, written once when it is accepted: the size limit and the
/// fingerprint are taken from the same bytes. It only repeats what <see cref="Observation.Content"/> and <see cref="Observation.Meta"/>
/// say, so it does not take part in the equality of observations: any two values are equal.
/// </summary>
public readonly struct EncodedContent : IEquatable<EncodedContent>
{
    private readonly byte[]? _json;
    private readonly int _contentLength;

    private EncodedContent(byte[] json, int contentLength)
    {
        _json = json;
        _contentLength = contentLength;
    }

    /// <summary>True of an observation that was read from a store, or changed since it was accepted.</summary>
    public bool IsEmpty => _json is null;

    /// <summary>Bytes of JSON, content and meta together.</summary>
    public int Size => _json?.Length ?? 0;

    /// <summary>The content as UTF-8 JSON.</summary>
    public ReadOnlySpan<byte> Content => _json.AsSpan(0, _contentLength);

    /// <summary>Empty when there is no meta.</summary>
    public ReadOnlySpan<byte> Meta => _json.AsSpan(_contentLength);

    /// <summary>Always true: the encoding repeats what the observation says.</summary>
    public static bool operator ==(EncodedContent left, EncodedContent right) => left.Equals(right);

    /// <summary>Always false.</summary>
    public static bool operator !=(EncodedContent left, EncodedContent right) => !left.Equals(right);

    /// <summary>Always true.</summary>
    public bool Equals(EncodedContent other) => true;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EncodedContent;

    /// <summary>Always 0, as all values are equal.</summary>
    public override int GetHashCode() => 0;

    /// <summary>Encodes what the draft says and takes its fingerprint.</summary>
    internal static (EncodedContent Encoded, string Fingerprint) Of(ObservationDraft draft)
    {
        using var scratch = JsonScratch.Rent();
        var content = CanonicalJson.Write(scratch.Writer, scratch.Buffer, draft.Content);
        var contentLength = scratch.Buffer.WrittenCount;
        var meta = draft.Meta is null ? null : CanonicalJson.Write(scratch.Writer, scratch.Buffer, draft.Meta);
        var json = scratch.Buffer.WrittenSpan.ToArray();
        scratch.Clear();
        var fingerprint = ObservationFingerprint.Of(
            scratch, draft, content ?? json.AsSpan(0, contentLength), draft.Meta is null ? default : meta ?? json.AsSpan(contentLength));
        return (new EncodedContent(json, contentLength), fingerprint);
    }
}
