using System.Collections.Immutable;

namespace PersonaKit.Fuzz.Contract;

/// <summary>Words that mean something to the host at this moment: without them nearly every request would end at "not found".</summary>
/// <param name="Mapper">A mapper that is active.</param>
/// <param name="SpareMapper">A mapper that may be retired without loss.</param>
/// <param name="MapperTexts">Valid mappers, YAML and JSON.</param>
/// <param name="Answers">Receipts, cursors and entity tags that the host has given out, by the person they are about, or by no
/// person.</param>
internal sealed record Vocabulary(
    ImmutableArray<string> People,
    string Mapper,
    string SpareMapper,
    ImmutableArray<string> MapperTexts,
    ImmutableDictionary<(string Person, string Name), ImmutableArray<string>> Answers)
{
    private static readonly string[] Instants =
    [
        "2026-01-20T09:00:00Z", "2026-01-19T23:59:59.999+01:00", "2025-06-01T12:00:00Z", "2026-11-25T06:00:00Z",
        "2024-02-29T00:00:00-11:30",
    ];

    private static readonly ImmutableDictionary<string, string[]> Known = new Dictionary<string, string[]>
    {
        ["observation_id"] = ["o-0", "o-1", "o-2", "o-3", "f-1"],
        ["id"] = ["o-0", "o-1", "o-4", "o-5", "o-6", "f-1"],
        ["corrects"] = ["o-0", "o-1", "o-4"],
        ["rule_id"] = ["low_energy_break", "morning_high_energy_deep_work", "none"],
        ["path"] =
        [
            "work.focus_duration.p90", "work.energy_patterns.morning", "current_state.energy_level", "notes.free", "work.focus_duration",
        ],
        ["type"] = ["work_session", "user_input", "calendar_event", "assertion", "dance"],
        ["revision"] = ["1", "1", "1", "2"],
        ["with"] = ["1", "1", "2"],
        ["step"] = ["1h", "30m", "1d"],
        ["time_zone"] = ["Europe/Berlin", "UTC", "America/New_York", "Asia/Kathmandu"],
        ["context.<field>"] = ["20", "2026-01-20T10:00:00Z", "soon"],
    }.ToImmutableDictionary();

    /// <summary>Contents that the shipped catalog reads, and one that nothing reads.</summary>
    public static ImmutableArray<string> Drafts { get; } =
    [
        """{"type":"work_session","content":{"start":"2026-01-20T09:00:00Z","duration_minutes":90,"productivity_score":5,"interruptions":0}}""",
        """{"type":"user_input","content":{"type":"energy_check","energy_level":"low"}}""",
        """{"type":"user_input","content":{"type":"wizard_response","responses":{"most_productive":"morning","focus_duration":"1hr","flow_disruptor":"slack"}}}""",
        """{"type":"calendar_event","content":{"type":"meeting","start":"2026-01-20T09:00:00Z","end":"2026-01-20T10:00:00Z","duration_minutes":60}}""",
        """{"type":"assertion","content":{"trait":"notes.free","value":{"a":[1,"b",null]},"confidence":0.7}}""",
        """{"type":"assertion","content":{"trait":"profile.time_zone","value":"Asia/Kathmandu"}}""",
        """{"type":"dance","content":{"steps":[1,2,3]},"meta":{"source":"fuzz"}}""",
    ];

    /// <summary>What may be lost: the last person and a mapper that nothing else needs.</summary>
    public Vocabulary Spare => this with { People = [People[^1]], Mapper = SpareMapper };

    /// <summary>Of one person, so that receipt, cursor and tag of a request belong to whom it is about.</summary>
    public Vocabulary About(string person) => this with { People = [person] };

    /// <summary>A word for a name, or null when nothing is known of it.</summary>
    public string? Find(string name, string format, Random random)
    {
        if (format == "date-time")
        {
            return Of(Instants, random);
        }

        return name switch
        {
            "person_id" or "people" => Of(People, random),
            "mapper_id" => random.Next(8) == 0 ? "daily_work_optimizer" : Mapper,
            _ when Answers.TryGetValue((People[0], name), out var given) || Answers.TryGetValue(("", name), out given) => Of(given, random),
            _ when Known.TryGetValue(name, out var words) => Of(words, random),
            _ => null,
        };
    }

    private static string Of(IReadOnlyList<string> words, Random random) => words[random.Next(words.Count)];
}
