using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Core.Observations;

namespace PersonaKit.Api.Observing;

/// <summary>Where a page of observations ended. Opaque to clients, so that what it holds may change.</summary>
internal static class ObservationCursor
{
    private const int DigestBytes = 8;

    public static string After(PersonId person, long number) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{SchemeOf(person)}{number}"));

    public static Problem? TryRead(QueryParameters query, PersonId person, out long? before)
    {
        before = null;
        if (query.Find("cursor") is not { } text)
        {
            return null;
        }

        if (text.Length is > 0 and <= 64 && Base64Url.IsValid(text))
        {
            var plain = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text));
            var scheme = SchemeOf(person);
            if (plain.StartsWith(scheme, StringComparison.Ordinal)
                && long.TryParse(plain.AsSpan(scheme.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                before = number;
                return null;
            }
        }

        return new Problem(ProblemTypes.InvalidCursor, "'cursor' is a next_cursor as an earlier page of this person returned it");
    }

    /// <summary>A cursor is one person's: carried over to another it would say where a page of theirs ends.</summary>
    private static string SchemeOf(PersonId person) => $"n2.{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(person.Value)).AsSpan(0, DigestBytes))}.";
}
