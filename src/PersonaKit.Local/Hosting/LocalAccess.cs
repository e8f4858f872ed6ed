using System.Security.Cryptography;
using System.Text;
using PersonaKit.Api.Authorization;
using PersonaKit.Local.Options;

namespace PersonaKit.Local.Hosting;

/// <summary>What is special to the access of this host: the key of its command line, and that it is alone.</summary>
internal static class LocalAccess
{
    private const string KeyId = "api-key";
    private const string EveryScope = "observe read manage erase";

    public static void Configure(AccessOptions access, LocalOptions options)
    {
        access.TakesFunctionKeys = true;
        access.Tokens.GeneratesSigningKey = true;
        if (options.ApiKey is { } key)
        {
            access.Keys.Add(new ApiKeyOptions { Id = KeyId, Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))), Scopes = EveryScope });
        }
    }
}
