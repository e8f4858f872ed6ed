using System.Text.Json;

namespace PersonaKit.Fuzz.Contract;

/// <summary>
/// Bodies whose parts go together in ways that a schema does not say. An operation that is not here gets what its schema allows.
/// </summary>
internal static class WholeBodies
{
    private const string Session = """{"type":"work_session","observed_at":"2026-01-19T09:00:00Z","content":{"duration_minutes":60,"productivity_score":5,"interruptions":2}}""";
    private const string Assertion = """{"type":"assertion","observed_at":"2026-01-19T09:00:00Z","content":{"trait":"work.focus_duration","value":50}}""";

    public static string[] Of(Operation operation, Vocabulary words)
    {
        var (mapper, person) = (words.Mapper, words.People[0]);
        return operation.Id switch
        {
            "previewMapper" =>
            [
                $$$"""{"mapper_id":"{{{mapper}}}","person_id":"{{{person}}}","context":{"upcoming_meeting":20},"explain":true}""",
                $$$"""{"mapper_id":"{{{mapper}}}","revision":1,"person_id":"{{{person}}}","from":"2026-01-20T05:00:00Z","to":"2026-01-20T22:00:00Z","step":"1h"}""",
                $$$"""{"mapper_id":"{{{mapper}}}","person_id":"{{{person}}}","at":"2026-01-20T05:00:00Z","context":{"upcoming_meeting":"2026-01-20T10:00:00Z"}}""",
                $$$"""{"mapper_id":"{{{mapper}}}","observations":[{{{Session}}}],"from":"2026-01-20T05:00:00Z","to":"2026-03-01T00:00:00Z","step":"1w"}""",
                $$$"""{"mapper":"{{{JsonEncodedText.Encode(words.MapperTexts[0])}}}","observations":[{{{Session}}}],"time_zone":"Europe/Berlin","at":"2026-01-20T09:00:00Z"}""",
                $$$"""{"mapper":{{{words.MapperTexts[^1]}}},"observations":[{{{Assertion}}},{{{Session}}}],"at":"2026-01-20T09:00:00Z"}""",
            ],
            "compareRevisions" =>
            [
                $$$"""{"with":1,"people":["{{{person}}}"],"at":"2026-01-20T09:00:00Z","context":{"upcoming_meeting":5}}""",
                """{"sample":3}""",
            ],
            "postFeedback" =>
            [
                $$$"""{"mapper_id":"{{{mapper}}}","rule_id":"low_energy_break","helpful":true,"comment":"good"}""",
                $$$"""[{"mapper_id":"{{{mapper}}}","rule_id":"low_energy_break","helpful":false},{"mapper_id":"{{{mapper}}}","rule_id":"low_energy_break","rating":2}]""",
            ],
            _ => [],
        };
    }
}
