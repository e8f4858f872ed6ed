using System.Text.Json;
using System.Text.Json.Serialization;

namespace PersonaKit.Benchmarks.Http;

[JsonSerializable(typeof(AppendAnswer))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class AppendJson : JsonSerializerContext;
