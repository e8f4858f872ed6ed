using System.Globalization;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Values;
using PersonaKit.Language.Catalogs;
using PersonaKit.Language.Mappers;

namespace PersonaKit.Benchmarks.Domain;

/// <summary>A person with twenty traits who has worked for a month, and the shipped files.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 1, 30, 10, 0, 0, TimeSpan.Zero);

    public static readonly TraitCatalog Catalog = TraitCatalogParser.Parse(Text("traits.yaml")).Catalog!;

    public static readonly MapperProgram Mapper = MapperParser.Parse(Text("mappers/daily_work_optimizer.yaml")).Program!;

    public static Mindscape TwentyTraits()
    {
        var observations = new List<Observation> { Observe("assertion", """{"trait":"profile.time_zone","value":"America/New_York"}""", Now.AddDays(-40), "zone") };
        for (var day = 30; day > 0; day--)
        {
            for (var hour = 13; hour < 22; hour += 3)
            {
                observations.Add(Session(Now.AddDays(-day).AddHours(hour - 10), 45 + (day * hour % 60), 1 + ((day + hour) % 5), day % 4, $"s{day}.{hour}"));
            }
        }

        observations.Add(Observe("user_input", """{"type":"energy_check","energy_level":"low"}""", Now.AddHours(-1), "energy"));
        observations.Add(Observe("calendar_event", """{"type":"meeting","duration_minutes":45}""", Now.AddHours(-2), "meeting"));
        for (var i = 0; observations.Count > 0 && i < 13; i++)
        {
            observations.Add(Observe("assertion", $$$"""{"trait":"notes.topic_{{{i}}}","value":{"level":{{{i}}}}}""", Now.AddDays(-i), $"a{i}"));
        }

        var mindscape = MindscapeFold.Rebuild(PersonId.Parse("ana"), observations, Catalog);
        var count = mindscape.Traits.All.Count();
        return count == 20 ? mindscape : throw new InvalidOperationException($"{count} traits");
    }

    public static Observation Session(DateTimeOffset start, double minutes, double score, int interruptions, string id) => Observe(
        "work_session",
        string.Create(CultureInfo.InvariantCulture, $$"""{"start":"{{start:yyyy-MM-ddTHH:mm:ssZ}}","duration_minutes":{{minutes}},"productivity_score":{{score}},"interruptions":{{interruptions}}}"""),
        start,
        id);

    private static Observation Observe(string type, string content, DateTimeOffset at, string id) => new ObservationDraft
    {
        Pointer = "",
        Type = type,
        Content = (DataValue.Map)DataValueJson.Parse(content),
        ObservedAt = at,
    }.Accept(ObservationId.Parse(id), at);

    private static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "catalog", name));
}
