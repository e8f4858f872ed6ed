using System.Text.Json;
using PersonaKit.Api.Authorization;
using PersonaKit.Core.Time;

namespace PersonaKit.Api.Tokens;

/// <summary>The answer to a post of a token, in the words of OAuth 2.0 (RFC 6749, 5.1) and ours.</summary>
internal sealed record MintedToken(string Text, Grant Grant, TimeSpan Lifetime, DateTimeOffset ExpiresAt)
{
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("access_token"u8, Text);
        writer.WriteString("token_type"u8, "Bearer"u8);
        writer.WriteNumber("expires_in"u8, (long)Lifetime.TotalSeconds);
        writer.WriteString("expires_at"u8, Instants.Format(ExpiresAt));
        writer.WriteStartArray("scopes"u8);
        foreach (var word in ScopeWords.Of(Grant.Scopes))
        {
            writer.WriteStringValue(word);
        }

        writer.WriteEndArray();
        writer.WriteString(Grant.Reach.Person is null ? "person_prefix"u8 : "person_id"u8, Grant.Reach.Person ?? Grant.Reach.Prefix);
        writer.WriteEndObject();
    }
}
