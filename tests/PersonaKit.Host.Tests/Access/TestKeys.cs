using System.Security.Cryptography;
using System.Text;

namespace PersonaKit.Host.Tests.Access;

/// <summary>The command line of configured keys. The key itself is its id with a few letters before.</summary>
internal static class TestKeys
{
    public static string[] Key(int index, string id, string scopes, string? person = null, string? prefix = null) =>
    [
        $"--PersonaKit:Keys:{index}:Id={id}",
        $"--PersonaKit:Keys:{index}:Hash={HashOf(Of(id))}",
        $"--PersonaKit:Keys:{index}:Scopes={scopes}",
        .. person is null ? Array.Empty<string>() : [$"--PersonaKit:Keys:{index}:Person={person}"],
        .. prefix is null ? Array.Empty<string>() : [$"--PersonaKit:Keys:{index}:Prefix={prefix}"],
    ];

    public static string Of(string id) => $"pk_{id}";

    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
