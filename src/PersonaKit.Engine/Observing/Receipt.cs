using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using PersonaKit.Core.Observations;

namespace PersonaKit.Engine.Observing;

/// <summary>
/// A token that a writer gets and a reader may send to see at least this write. Opaque to clients. It carries the number of the newest
/// observation it vouches for and four bytes of the person's digest, so that a receipt used for somebody else is an error and not a wait.
/// </summary>
public sealed record Receipt
{
    private const string Scheme = "1";

    /// <summary>The scheme, the longest number, eight characters of the owner, and the dots between them are fewer.</summary>
    private const int TextBytes = 64;

    private readonly string _owner;

    private Receipt(long received, string owner)
    {
        LastSequence = received;
        _owner = owner;
    }

    /// <summary>The number of the newest observation that a read with this receipt must reflect.</summary>
    public long LastSequence { get; }

    /// <summary>The receipt of a person's observations up to a number.</summary>
    public static Receipt For(PersonId personId, long received) => new(received, OwnerOf(personId));

    /// <summary>True when the receipt was issued for this person.</summary>
    public bool BelongsTo(PersonId personId) => _owner == OwnerOf(personId);

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static Receipt? TryParse(string? text)
    {
        if (text is not { Length: > 0 and <= 200 } || !Base64Url.IsValid(text))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('.');
        return parts.Length == 3
            && parts[0] == Scheme
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var received)
            && parts[2].Length == 8
            ? new Receipt(received, parts[2])
            : null;
    }

    /// <summary>The receipt as clients see it: base64url.</summary>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[TextBytes];
        Utf8.TryWrite(text, CultureInfo.InvariantCulture, $"{Scheme}.{LastSequence}.{_owner}", out var length);
        return Base64Url.EncodeToString(text[..length]);
    }

    private static string OwnerOf(PersonId personId)
    {
        Span<byte> id = stackalloc byte[PersonId.MaxLength];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(id[..Encoding.UTF8.GetBytes(personId.Value, id)], digest);
        return Convert.ToHexStringLower(digest[..4]);
    }
}
