using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace PersonaKit.Azure.Composition;

/// <summary>
/// The endpoint and the identity for one service. The value of section <c>NAME</c> is a connection string, for emulators. Without one,
/// <c>NAME__&lt;endpoint&gt;</c> is the service's address and the identity is a managed identity. The Functions trigger reads the same
/// section.
/// </summary>
internal sealed record AzureSettings
{
    private const string ManagedIdentity = "managedidentity";

    private string Name { get; init; } = "";

    public string? ConnectionString { get; private init; }

    public Uri? Endpoint { get; private init; }

    public string? ClientId { get; private init; }

    /// <exception cref="InvalidOperationException">The settings are missing or wrong; the message names them.</exception>
    public static AzureSettings Read(IConfiguration configuration, string name, string endpointName)
    {
        var section = configuration.GetSection(name);
        if (section.Value is { Length: > 0 } connectionString)
        {
            return new AzureSettings { Name = name, ConnectionString = connectionString };
        }

        var setting = $"{name}__{endpointName}";
        if (section[endpointName] is not { Length: > 0 } text)
        {
            throw new InvalidOperationException($"{setting} is missing: the address of the service (or {name}, a connection string, for an emulator)");
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || endpoint.Scheme != Uri.UriSchemeHttps)
        {
            throw new InvalidOperationException($"{setting} is not an https address");
        }

        if (section["credential"] is { } credential && !string.Equals(credential, ManagedIdentity, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException($"{name}__credential is '{credential}'; only '{ManagedIdentity}' is supported");
        }

        return new AzureSettings { Name = name, Endpoint = endpoint, ClientId = section["clientId"] };
    }

    /// <summary>Creates a client. It does not connect yet, but it parses the connection string.</summary>
    /// <exception cref="InvalidOperationException">
    /// The connection string is malformed; the message names the setting and does not contain its value.
    /// </exception>
    public TClient Connect<TClient>(Func<AzureSettings, TClient> connect)
    {
        try
        {
            return connect(this);
        }
        catch (Exception malformed) when (ConnectionString is not null && malformed is ArgumentException or FormatException or InvalidOperationException)
        {
            throw new InvalidOperationException($"{Name} is not a valid connection string for its service", malformed);
        }
    }

    public TokenCredential Credential() => new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = ClientId });
}
