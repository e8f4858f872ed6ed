using System.Buffers.Text;
using System.Globalization;
using System.Text;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;

namespace PersonaKit.Api.Observing;

/// <summary>Where a page of observations ended. Opaque to clients, so that what it holds may change.</summary>
internal static class ObservationCursor
{
    private const string Scheme = "n1.";

    public static string After(long number) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{Scheme}{number}"));

    public static Problem? TryRead(QueryParameters query, out long? before)
    {
        before = null;
        if (query.Find("cursor") is not { } text)
        {
            return null;
        }

        if (text.Length is > 0 and <= 64 && Base64Url.IsValid(text))
        {
            var plain = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text));
            if (plain.StartsWith(Scheme, StringComparison.Ordinal)
                && long.TryParse(plain.AsSpan(Scheme.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                before = number;
                return null;
            }
        }

        return new Problem(ProblemTypes.InvalidCursor, "'cursor' is a next_cursor as an earlier page returned it");
    }
}
