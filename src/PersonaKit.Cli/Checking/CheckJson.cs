using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace PersonaKit.Cli.Checking;

/// <summary>Serializers made at build time.</summary>
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class CheckJson : JsonSerializerContext;
