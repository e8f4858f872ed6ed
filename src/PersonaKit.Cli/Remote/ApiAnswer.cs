using System.Net;
using System.Text;
using System.Text.Json;
using PersonaKit.Cli.Terminal;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Remote;

/// <summary>A complete response.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body.</param>
/// <param name="RetryAfter">The response's <c>Retry-After</c>, if any.</param>
internal sealed record ApiAnswer(HttpStatusCode Status, byte[] Body, TimeSpan? RetryAfter)
{
    /// <summary>The response's <c>ETag</c>, quotes included; null when it has none.</summary>
    public string? ETag { get; init; }

    private const string ProblemPrefix = "urn:personakit:problem:";

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The body as a JSON object; empty when it is not one.</summary>
    public DataValue.Map Json
    {
        get
        {
            try
            {
                return DataValueJson.ParseStored(Body) as DataValue.Map ?? DataValue.Map.Empty;
            }
            catch (JsonException)
            {
                return DataValue.Map.Empty;
            }
        }
    }

    /// <summary>The type of the problem, such as <c>unknown-person</c>; empty when the response has none.</summary>
    public string Problem =>
        Json["type"] is DataValue.Text { Value: var urn } && urn.StartsWith(ProblemPrefix, StringComparison.Ordinal) ? urn[ProblemPrefix.Length..] : "";

    /// <summary>The errors in the request's body, each with its JSON pointer.</summary>
    public IEnumerable<Fault> Faults =>
        (Json["errors"] as DataValue.List ?? DataValue.List.Empty).Items.OfType<DataValue.Map>()
            .Select(error => new Fault(error["pointer"]?.ToDisplayText() ?? "", error["detail"]?.ToDisplayText() ?? ""));

    /// <summary>The failure as text: the problem, and one line for each error.</summary>
    public CommandFailure ToFailure()
    {
        var text = new StringBuilder($"the host answers {(int)Status}");
        if (Problem.Length > 0)
        {
            text.Append($" {Problem}: {Json["detail"]?.ToDisplayText()}");
        }

        foreach (var fault in Faults)
        {
            text.Append($"\n  {fault.Pointer}: {fault.Detail}");
        }

        if (Json["missing_traits"] is DataValue.List missing)
        {
            text.Append($"\n  missing: {missing.ToDisplayText()}");
        }

        return new CommandFailure(text.ToString());
    }
}
