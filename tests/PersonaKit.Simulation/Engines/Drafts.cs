using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Simulation.Scheduling;
using PersonaKit.Simulation.Schedules;

namespace PersonaKit.Simulation.Engines;

/// <summary>
/// What the items of a schedule say. Each says words that no other says, so that they can be looked for in everything that is stored.
/// </summary>
internal static class Drafts
{
    private static readonly string[] Zones = ["Asia/Kolkata", "America/New_York", "Europe/Berlin"];

    public static PersonId PersonOf(int person) => PersonId.Parse($"person{person}");

    public static ImmutableArray<ObservationDraft> Of(int person, Operation.Post post) =>
        [.. post.Items.Select(item => Of(person, item) with { Id = post.Key is null ? IdOf(item.Id) : null })];

    public static ObservationId IdOf(int id) => ObservationId.Parse($"o{id}");

    public static string WordsOf(int person, PostedItem item) => $"said:person{person}:o{item.Id}:v{item.Variant};";

    private static ObservationDraft Of(int person, PostedItem item)
    {
        var chance = Mixing.Of((ulong)((item.Id * 2) + item.Variant), (ulong)person);
        var words = DataValue.Of(WordsOf(person, item));
        var observedAt = SimulatedClock.Start.AddMinutes(-(int)(chance % 700));
        var (type, content) = item.Id >= PostedItem.FirstVote ? Vote(item, words) : (item.Id % 8) switch
        {
            0 or 1 => ("assertion", Map(("trait", DataValue.Of($"notes.n{item.Id % 2}")), ("value", words))),
            2 or 3 => ("check", Map(("mood", DataValue.Of(chance % 3 == 0 ? "good" : "bad")))),
            4 => ("assertion", Map(("trait", DataValue.Of("profile.time_zone")), ("value", DataValue.Of(Zones[chance % 3])))),
            5 => ("assertion", Map(("trait", DataValue.Of("notes.n0")), ("value", words))),
            _ => ("session", Session(observedAt, chance)),
        };
        return new ObservationDraft
        {
            Pointer = "",
            Type = type,
            Content = content,
            Meta = Map([("words", words)]),
            ObservedAt = chance % 5 == 0 ? null : observedAt,
            Corrects = item.Corrects is { } corrected ? IdOf(corrected) : null,
        };
    }

    private static (string, DataValue.Map) Vote(PostedItem item, DataValue words) => ("feedback", Map(
        ("mapper_id", DataValue.Of("guide")),
        ("rule_id", DataValue.Of(item.Id % 2 == 0 ? "morning_work" : "cheer_up")),
        ("helpful", DataValue.Of(item.Variant == 0)),
        ("comment", words)));

    private static DataValue.Map Session(DateTimeOffset start, ulong chance) => Map(
        ("start", DataValue.Of(start.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"))),
        ("minutes", DataValue.Of((int)(20 + (chance % 80)))),
        ("score", DataValue.Of((int)(1 + (chance % 5)))));

    private static DataValue.Map Map(params (string Key, DataValue Value)[] entries) =>
        new([.. entries.Select(entry => new KeyValuePair<string, DataValue>(entry.Key, entry.Value))]);
}
