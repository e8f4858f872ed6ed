namespace PersonaKit.Api.Http;

/// <summary>Where the API begins.</summary>
internal static class ApiPath
{
    public const string Base = "/api/v1";
}
