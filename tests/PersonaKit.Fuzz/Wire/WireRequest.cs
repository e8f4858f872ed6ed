using System.Collections.Immutable;
using System.Text;
using PersonaKit.Fuzz.Contract;

namespace PersonaKit.Fuzz.Wire;

/// <summary>A request as it goes onto the wire. Texts of the head are bytes, one character each, so that anything can be sent.</summary>
internal sealed record WireRequest
{
    public required int Number { get; init; }

    public required Operation Operation { get; init; }

    public required string Method { get; init; }

    public required string Target { get; init; }

    public string Version { get; init; } = "HTTP/1.1";

    public ImmutableArray<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Null for a request without a body.</summary>
    public byte[]? Body { get; init; }

    /// <summary>How the body is cut and announced; null for a plain Content-Length.</summary>
    public FramedBody? Framed { get; init; }

    /// <summary>Bytes that take the place of all of the above.</summary>
    public byte[]? Raw { get; init; }

    /// <summary>What was done to a valid request, by name.</summary>
    public ImmutableArray<string> Tricks { get; init; } = [];

    /// <summary>The target leads to its operation, as far as the fuzzer knows.</summary>
    public bool IsOnItsRoute { get; init; } = true;

    /// <summary>False where the host may wait for more, or finds more than one request.</summary>
    public bool IsComplete => Raw is null && Framed is null or { IsComplete: true };

    /// <summary>Whether another request may follow on the same connection.</summary>
    public bool LeavesConnectionUsable => IsComplete
        && Version == "HTTP/1.1"
        && Tricks.All(trick => !trick.StartsWith("header", StringComparison.Ordinal));

    public static string AsBytes(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    public byte[] ToBytes()
    {
        if (Raw is not null)
        {
            return Raw;
        }

        var head = new StringBuilder($"{Method} {Target} {Version}\r\n");
        foreach (var (name, value) in Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        var framed = Framed ?? (Body is null ? null : FramedBody.Plain(Body));
        foreach (var (name, value) in framed?.Headers ?? [])
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. framed?.Bytes ?? []];
    }
}
