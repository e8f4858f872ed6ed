using System.Net.Http.Headers;
using System.Text;

namespace PersonaKit.Cli.Checking;

/// <summary>One request and the status that it has to be answered with.</summary>
/// <param name="Operation">The <c>operationId</c>.</param>
/// <param name="Status">The status that is expected.</param>
/// <param name="Values">Values of the path's parameters.</param>
internal sealed record CheckRequest(string Operation, int Status, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>With the question mark; empty for none.</summary>
    public string Query { get; init; } = "";

    public string? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>Further header fields.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>A header field that gets the entity tag of an operation's last 200.</summary>
    public (string Header, string Operation)? Tag { get; init; }

    /// <summary>Makes the body of the text of the published catalog; null where <see cref="Body"/> is it.</summary>
    public Func<string, string>? BodyOfCatalog { get; init; }

    /// <summary>The credential to send in the place of the target's.</summary>
    public Credential Credential { get; init; } = Credential.Key;

    /// <summary>The slug of the problem that is expected; null for any.</summary>
    public string? Problem { get; init; }

    public HttpRequestMessage ToMessage(ApiOperation operation, HttpMethod? method = null)
    {
        var message = new HttpRequestMessage(method ?? operation.Method, operation.PathWith(Values) + Query);
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(ContentType) } };
        }

        foreach (var (name, value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    public override string ToString() => $"{Operation} {Status}{(Problem is null ? "" : $" {Problem}")}";
}
