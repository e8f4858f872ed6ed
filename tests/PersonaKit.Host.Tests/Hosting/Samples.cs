using System.Text.Json.Nodes;

namespace PersonaKit.Host.Tests.Hosting;

/// <summary>Bodies that many tests post.</summary>
internal static class Samples
{
    /// <summary>Feeds everything daily_work_optimizer requires.</summary>
    public const string Session = """{"type":"work_session","content":{"duration_minutes":90,"productivity_score":5,"interruptions":0}}""";

    public const string LowEnergy = """{"type":"user_input","content":{"type":"energy_check","energy_level":"low"}}""";

    public static string SessionWithId(string id, int minutes = 90) =>
        new JsonObject
        {
            ["id"] = id,
            ["type"] = "work_session",
            ["content"] = new JsonObject { ["duration_minutes"] = minutes, ["productivity_score"] = 5, ["interruptions"] = 0 },
        }.ToJsonString();
}
