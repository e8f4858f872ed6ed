using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PersonaKit.Core.Observations;

namespace PersonaKit.Api.Authorization;

/// <summary>The configured keys.</summary>
internal sealed class KeyRing
{
    private readonly ImmutableArray<(byte[] Digest, Caller Caller)> _keys;

    /// <param name="options">Valid ones.</param>
    public KeyRing(AccessOptions options) => _keys = [.. options.Keys.Select(key => (KeyHash.TryParse(key.Hash)!, new Caller(key.Id, [GrantOf(key)])))];

    /// <summary>The caller of a key as it was sent, or null.</summary>
    public Caller? Find(string key)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), digest);
        Caller? found = null;
        foreach (var (candidate, caller) in _keys)
        {
            // All of them, and each in constant time: the time tells neither the key's characters nor which one came near.
            if (CryptographicOperations.FixedTimeEquals(digest, candidate))
            {
                found = caller;
            }
        }

        return found;
    }

    /// <summary>The caller of the key with this id, or null.</summary>
    public Caller? FindById(string? id) => _keys.FirstOrDefault(key => key.Caller.KeyId == id).Caller;

    private static Grant GrantOf(ApiKeyOptions key)
    {
        var scopes = ScopeWords.TryParse(key.Scopes, out var parsed) ? parsed : Scopes.None;
        var reach = PersonReach.TryParsePrefix(key.Prefix, out var prefix) ? prefix
            : PersonId.TryParse(key.Person, out var person) ? PersonReach.OfPerson(person)
            : PersonReach.Everybody;
        return new Grant(scopes, reach);
    }
}
