using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PersonaKit.Core.Observations;

namespace PersonaKit.Engine.Observing;

/// <summary>
/// What a writer gets and may hand to a reader: "show me at least this write". Opaque to clients. It carries the number of the newest
/// observation it vouches for and four bytes of the person's digest, so that a receipt used for somebody else is an error and not a wait.
/// </summary>
public sealed record Receipt
{
    private const string Scheme = "1";

    private readonly string _owner;

    private Receipt(long received, string owner)
    {
        LastSequence = received;
        _owner = owner;
    }

    public long LastSequence { get; }

    public static Receipt For(PersonId personId, long received) => new(received, OwnerOf(personId));

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

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Scheme}.{LastSequence}.{_owner}"));

    private static string OwnerOf(PersonId personId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(personId.Value)).AsSpan(0, 4));
}
