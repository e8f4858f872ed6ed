using System.Net;

namespace PersonaKit.Local.Options;

/// <summary>An address to listen on: plain HTTP on loopback, on one address, or (with any other host name) on all of them.</summary>
public sealed record ListenUrl
{
    private ListenUrl(string host, int port) => (Host, Port) = (host, port);

    public string Host { get; }

    /// <summary>0 lets the system choose.</summary>
    public int Port { get; }

    public bool IsLoopback => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (TryAddress() is { } address && IPAddress.IsLoopback(address));

    public static ListenUrl? TryParse(string text, out string fault)
    {
        fault = "";
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(text);
        }
        catch (FormatException)
        {
            fault = $"'{text}' is not a URL such as http://localhost:7071";
            return null;
        }

        fault = address switch
        {
            { Scheme: not "http" } => $"'{text}': only http is served here; put a proxy in front for https",
            { IsUnixPipe: true } or { IsNamedPipe: true } => $"'{text}': pipes are not served",
            { Port: < 0 or > 65535 } => $"'{text}': a port lies between 0 and 65535",
            { PathBase.Length: > 0 } => $"'{text}': the URL must not have a path",
            _ => "",
        };
        return fault.Length == 0 ? new ListenUrl(address.Host, address.Port) : null;
    }

    /// <summary>As the server takes it. It cannot let the system choose one port for the two address families of localhost: one family is enough then.</summary>
    public override string ToString() =>
        Port == 0 && Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? "http://127.0.0.1:0" : $"http://{Host}:{Port}";

    private IPAddress? TryAddress() => IPAddress.TryParse(Host, out var address) ? address : null;
}
