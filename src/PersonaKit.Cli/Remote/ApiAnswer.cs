using System.Net;
using System.Text;
using System.Text.Json;
using PersonaKit.Cli.Terminal;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Remote;

/// <summary>A response, read to its end.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">What came with it.</param>
/// <param name="RetryAfter">When the host wants to be asked again, if it says so.</param>
internal sealed record ApiAnswer(HttpStatusCode Status, byte[] Body, TimeSpan? RetryAfter)
{
    private const string ProblemPrefix = "urn:personakit:problem:";

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The body as a JSON object; an empty one when it is something else.</summary>
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

    /// <summary>Which kind of failure it is, such as <c>unknown-person</c>; empty where the host does not say.</summary>
    public string Problem =>
        Json["type"] is DataValue.Text { Value: var urn } && urn.StartsWith(ProblemPrefix, StringComparison.Ordinal) ? urn[ProblemPrefix.Length..] : "";

    /// <summary>Every fault of the body that was sent, with its JSON pointer.</summary>
    public IEnumerable<Fault> Faults =>
        (Json["errors"] as DataValue.List ?? DataValue.List.Empty).Items.OfType<DataValue.Map>()
            .Select(error => new Fault(error["pointer"]?.ToDisplayText() ?? "", error["detail"]?.ToDisplayText() ?? ""));

    /// <summary>The failure in words, one line each.</summary>
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
