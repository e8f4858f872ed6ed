namespace PersonaKit.Api.Http;

/// <summary>Where the API begins.</summary>
public static class ApiPath
{
    public const string Base = "/api/v1";
}
