using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

namespace PersonaKit.Functions.Hosting;

/// <summary>
/// Tells the Functions host that no function wants a function key. What an attribute says is compiled in; but the host learns of the
/// functions from the worker, which may say something
/// else at each start.
/// </summary>
internal sealed class AnonymousTriggers : IFunctionMetadataTransformer
{
    private const string HttpTrigger = "httpTrigger";
    private const string Level = "authLevel";

    public string Name => nameof(AnonymousTriggers);

    public void Transform(IList<IFunctionMetadata> original)
    {
        foreach (var bindings in original.Select(function => function.RawBindings).OfType<IList<string>>())
        {
            for (var i = 0; i < bindings.Count; i++)
            {
                bindings[i] = WithoutKey(bindings[i]);
            }
        }
    }

    private static string WithoutKey(string binding)
    {
        if (JsonNode.Parse(binding) is not JsonObject trigger
            || !string.Equals(trigger["type"]?.GetValue<string>(), HttpTrigger, StringComparison.OrdinalIgnoreCase))
        {
            return binding;
        }

        trigger[Level] = "Anonymous";
        return trigger.ToJsonString();
    }
}
