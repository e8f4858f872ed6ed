namespace PersonaKit.Local.Hosting;

/// <summary>
/// Without a key a host takes every request of its machine, also those that a page of any site makes the owner's browser send: a form, a
/// beacon, a fetch. The browser
/// says where they come from. Clients that are no browsers send neither header.
/// </summary>
internal static class CrossSite
{
    private const string FetchSite = "Sec-Fetch-Site";

    /// <summary>Whether a page that is not of this host asks for a change.</summary>
    public static bool IsChange(HttpRequest request) => !IsSafe(request.Method) && (IsForeignSite(request) || IsForeignOrigin(request));

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>"same-site" is foreign, too: another port of this machine is the same site.</summary>
    private static bool IsForeignSite(HttpRequest request) =>
        request.Headers.TryGetValue(FetchSite, out var site) && site.ToString() is not ("same-origin" or "none");

    private static bool IsForeignOrigin(HttpRequest request) =>
        request.Headers.Origin is { Count: > 0 } origin
        && !string.Equals(origin.ToString(), $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
}
