using System.Security.Cryptography;
using System.Text;
using PersonaKit.Core.Observations;

namespace PersonaKit.Sqlite.Changes;

/// <summary>A person as a log may name them: enough to tell two apart, too little to tell who.</summary>
internal static class LoggedPerson
{
    public static string Of(PersonId personId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(personId.Value)).AsSpan(0, 6));
}
