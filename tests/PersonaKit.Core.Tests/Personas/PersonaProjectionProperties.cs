using System.Text;
using CsCheck;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Decay;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Personas.Projection;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Tests.Personas;

/// <summary>The promises P6 and P7 over random mappers, people, contexts and moments.</summary>
public class PersonaProjectionProperties
{
    private static readonly string[] Paths = ["a", "b.c", "b.c.d", "current_state.s", "v.w", "missing"];
    private static readonly string[] Keys = ["a", "b.c", "current_state.s", "v.w"];
    private static readonly string[] Values = ["1", "\"low\"", "\"high\"", """{"d":2}""", """["x","low"]""", "null"];

    private static readonly string[] Zones =
        ["UTC", "America/New_York", "Europe/London", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Auckland", "Africa/Casablanca", "America/St_Johns", "Pacific/Apia"];

    /// <summary>Around the days on which clocks jump, and any other days.</summary>
    private static readonly Gen<DateTimeOffset> Moments = Gen.Select(
        Gen.OneOf("2026-03-07", "2026-03-28", "2026-04-04", "2026-10-03", "2026-10-31", "2026-02-14", "2026-12-30", "2026-06-15", "2028-02-28"),
        Gen.Long[0, 3L * 24 * 3600 * 1000],
        Gen.Bool,
        (day, milliseconds, onTheHour) => Given.Instant($"{day}T00:00:00Z").AddMilliseconds(onTheHour ? milliseconds / 1_800_000 * 1_800_000 : milliseconds));

    private static readonly Gen<string> TraitCheck = Gen.Select(
        Gen.OneOf(Paths),
        Gen.OneOf("exists", "not_exists", "equals", "not_equals", "greater_than", "less_than", "gte", "lte", "contains"),
        Gen.OneOf(Values),
        (path, name, value) => $$$"""{"trait_check":{"path":"{{{path}}}","operator":"{{{name}}}","value":{{{value}}}}}""");

    private static readonly Gen<string> ContextCheck = Gen.OneOf<string>(
        Gen.OneOf("0", "0.5", "30", "600", "1e9").Select(minutes => $$$"""{"context_check":{"field":"f","operator":"within_minutes","value":{{{minutes}}}}}"""),
        Gen.Const("""{"context_check":{"field":"g","operator":"exists"}}"""));

    private static readonly Gen<string> TimeCheck = Gen.Select(
        Gen.OneOf("", "\"period\":\"morning\",", "\"period\":\"night\",", "\"period\":\"evening\","),
        Gen.Int[0, 23],
        Gen.Int[0, 24],
        Gen.OneOf("", ",\"day_of_week\":\"sunday\"", ",\"day_of_week\":[\"Monday\",\"friday\"]", ",\"day_of_week\":[\"saturday\",\"tuesday\",\"wednesday\"]"),
        Gen.OneOf(["user_local", "user_local", .. Zones]),
        (period, from, until, days, zone) => $$$"""{"time_check":{{{{period}}}"hour_range":[{{{from}}},{{{until}}}]{{{days}}},"timezone":"{{{zone}}}"}}""");

    private static readonly Gen<string> InCheck = Gen.OneOf(Paths).Select(path => $$$"""{"trait_check":{"path":"{{{path}}}","operator":"in","value":["low",1,null]}}""");

    private static readonly Gen<string> Check = Gen.Frequency<string>((3, TraitCheck), (1, InCheck), (1, ContextCheck), (3, TimeCheck));

    internal static readonly Gen<Case> Cases = Gen.Select(
        Gen.Select(Condition(2), Gen.OneOf("1", "0.5", "0"), Rule).Array[1, 4],
        Gen.OneOf("", ",\"core\":[\"a\",\"current_state.s\"]", ",\"required_traits\":[\"a\"]", ",\"core\":[],\"ttl\":\"7d\"", ",\"ttl\":\"90m\",\"max_suggestions\":1"),
        Moments,
        Gen.Select(
            Gen.OneOf(Zones),
            Gen.Select(Gen.OneOf(Values), Gen.Int[-90, 3000], Gen.Int[0, 3], (value, minutes, kind) => (value, minutes, kind)).Array[Keys.Length],
            Gen.Int[-60, 2000],
            Gen.Int[0, 4],
            (zone, traits, ahead, kind) => (zone, traits, ahead, kind)),
        (rules, more, at, person) => new Case(
            Source(rules, more),
            Given.Person(person.zone, Keys.Zip(person.traits, (key, trait) => Trait(key, trait.value, trait.kind, at, trait.minutes)).OfType<PublishedTrait>()),
            Context(person.kind, at.AddMinutes(person.ahead)),
            at));

    [Fact]
    public void Equal_inputs_give_equal_bytes() => Cases.Sample(
        example =>
        {
            var first = Project(example, example.At);
            var again = Project(example with { Mapper = Given.Mapper(example.Source) }, example.At);
            return first is null ? again is null : PersonaJson.Write(first).AsSpan().SequenceEqual(PersonaJson.Write(again!));
        },
        iter: 1000);

    [Fact]
    public void Until_it_expires_a_persona_is_what_would_be_built() => Gen.Select(Cases, Gen.Double[0, 1].Array[8]).Sample(
        (example, fractions) =>
        {
            if (Project(example, example.At) is not { } persona)
            {
                return;
            }

            Assert.True(persona.ExpiresAt > example.At);
            var expected = Substance(persona);
            var life = persona.ExpiresAt - persona.GeneratedAt;
            foreach (var later in fractions.Select(fraction => persona.GeneratedAt + (life * fraction)).Append(persona.ExpiresAt.AddMilliseconds(-1)).Where(later => later < persona.ExpiresAt))
            {
                Assert.Equal(expected, Substance(Project(example, later)!));
            }
        },
        iter: 4000);

    private static Gen<string> Condition(int depth) => depth == 0
        ? Check
        : Gen.Frequency<string>(
            (3, Check),
            (2, Condition(depth - 1).Array[0, 3].Select(parts => $$"""{"all":[{{string.Join(',', parts)}}]}""")),
            (2, Condition(depth - 1).Array[0, 3].Select(parts => $$"""{"any":[{{string.Join(',', parts)}}]}""")),
            (1, Condition(depth - 1).Select(part => $$"""{"not":{{part}}}""")));

    private static string Rule(string condition, string weight) =>
        $$$$"""{"id":"ID","weight":{{{{weight}}}},"conditions":{{{{condition}}}},"actions":[{"generate_suggestion":{"type":"t","template":"{{{{(weight == "1" ? "t" : "u")}}}}","parameters":{"p":{"from_trait":"v.w","default":"None"},"q":{"from_context":"g","transform":"capitalize"},"r":{"from_trait":"a","default":90,"transform":"minutes_to_hours"} } }},{"generate_suggestion":{"type":"s","template":"u","parameters":{"p":[1,"x"],"q":{"from_trait":"missing"},"r":{"default":"LOUD","transform":"lower"} } }}]}""";

    private static string Source(string[] rules, string more) =>
        $$$"""{"metadata":{"id":"m"},"rules":[{{{string.Join(',', rules.Select((rule, i) => rule.Replace("\"ID\"", $"\"r{i}\"", StringComparison.Ordinal)))}}}],"templates":{"t":{"title":"{p} {q}","description":"{r}, {p}"},"u":{"title":"{q}{r}","description":"just {words","priority":"high"} }{{{more}}}}""";

    private static PublishedTrait? Trait(string key, string value, int kind, DateTimeOffset at, int minutes) => kind switch
    {
        0 => null,
        1 => Given.Trait(key, value),
        2 => Given.Trait(key, value, new ConfidenceCurve(1, 0.9, at.AddMinutes(minutes - 600), TimeSpan.FromHours(5), TimeSpan.FromMinutes(15), 0.2), isVolatile: key is "v.w" or "current_state.s"),
        _ => Given.Trait(key, value, Given.FadingAfter(at, TimeSpan.FromMinutes(minutes)), isVolatile: key is "v.w" or "current_state.s"),
    };

    private static PersonaContext Context(int kind, DateTimeOffset meeting) => kind switch
    {
        0 => PersonaContext.Empty,
        1 => Given.Context("""{"f":20,"g":"x"}"""),
        2 => Given.Context($$"""{"f":"{{meeting:yyyy-MM-dd'T'HH:mm:ss}}"}"""),
        _ => Given.Context($$"""{"f":"{{meeting:yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'}}","g":null}"""),
    };

    private static Persona? Project(Case example, DateTimeOffset at) =>
        PersonaProjection.Project(example.Mindscape, example.Mapper, 1, RelativeTimes.Resolve(example.Mapper, example.Context, example.At), at) is ProjectionOutcome.Built built ? built.Persona : null;

    /// <summary>Everything a reader acts on: all but the numbers and instants that are stated as of the making.</summary>
    private static string Substance(Persona persona) => Encoding.UTF8.GetString(PersonaJson.Write(persona with
    {
        Id = "",
        GeneratedAt = default,
        ExpiresAt = default,
        Core = [.. persona.Core.Select(trait => trait with { Confidence = 0 })],
        Overlay = persona.Overlay with { CurrentState = [.. persona.Overlay.CurrentState.Select(trait => trait with { Confidence = 0 })] },
    }));

    internal sealed record Case(string Source, Mindscape Mindscape, PersonaContext Context, DateTimeOffset At)
    {
        public MapperProgram Mapper { get; init; } = Given.Mapper(Source);

        public override string ToString() => $"{Source}\nat {At:O} in {Mindscape.Zone.Id}, context {DataValueJson.ToJson(Context.Values)}, traits {string.Join("; ", Mindscape.Traits.All)}";
    }
}
