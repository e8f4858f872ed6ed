namespace PersonaKit.Cli.Checking;

/// <summary>
/// The requests that provoke every documented status of every operation which can be provoked from outside. The requests are in order:
/// later ones need what earlier ones left. People and mappers have names that nobody else uses.
/// </summary>
/// <param name="operations">The host's operations.</param>
/// <param name="run">A part of every name.</param>
internal sealed class ContractChecks(IReadOnlyList<ApiOperation> operations, string run)
{
    private const string Session = """{"type":"work_session","content":{"duration_minutes":90,"productivity_score":5,"interruptions":0}}""";
    private const string OtherSession =
        """{"id":"first","type":"work_session","content":{"duration_minutes":5,"productivity_score":1,"interruptions":9}}""";

    private const string MapperPrefix = "conformance_";
    private const string UnknownParameter = "?no_such_parameter=1";

    private static readonly string[] Writers = ["putMapper", "activateMapper", "retireMapper", "putCatalog"];

    /// <summary>What needs a full inbox, 500 mappers, a broken store or a bug.</summary>
    private static readonly (string? Operation, int Status)[] BeyondReach =
    [
        (null, 429), (null, 500), (null, 503), ("putMapper", 409), ("putCatalog", 409), ("getCatalog", 404), ("previewMapper", 422),
    ];

    private readonly Dictionary<string, string> _values = new()
    {
        ["person_id"] = $"conformance-{run}",
        ["observation_id"] = "first",
        ["path"] = "work.focus_duration",
        ["mapper_id"] = "daily_work_optimizer",
        ["revision"] = "1",
    };

    /// <summary>The mapper that the checks write.</summary>
    public string Mapper { get; } = MapperPrefix + run;

    /// <summary>Whether the status cannot be provoked from outside.</summary>
    public static bool IsBeyondReach(string operation, int status) =>
        BeyondReach.Any(beyond => beyond.Status == status && (beyond.Operation ?? operation) == operation);

    /// <summary>Whether the request changes mappers or the catalog, which stay, or needs what such a one left.</summary>
    public static bool Writes(CheckRequest request) =>
        Writers.Contains(request.Operation) || request.Values["mapper_id"].StartsWith(MapperPrefix, StringComparison.Ordinal);

    /// <summary>Every check, in order.</summary>
    public IEnumerable<CheckRequest> All() => [.. Observing(), .. Reading(), .. Mappers(), .. Catalog(), .. Service(), .. OfEveryOperation(), .. Forgetting()];

    private IEnumerable<CheckRequest> Observing() =>
    [
        Of("postObservations", 202) with { Body = $"{{\"id\":\"first\",{Session[1..]}" },
        Of("postObservations", 202) with { Body = $"[{Session},{Session}]", Headers = [("Idempotency-Key", run)] },
        Of("postObservations", 202) with { Body = """{"type":"user_input","content":{"type":"energy_check","energy_level":"low"}}""" },
        Of("postObservations", 400) with { Body = "{", Problem = "invalid-json" },
        Of("postObservations", 400) with { Body = """{"content":{}}""", Problem = "invalid-observations" },
        Of("postObservations", 400, ("person_id", "not valid")) with { Body = Session, Problem = "invalid-person-id" },
        Of("postObservations", 400) with { Body = Session, Headers = [("Idempotency-Key", new string('k', 500))], Problem = "invalid-idempotency-key" },
        Of("postObservations", 404) with { Body = """{"id":"x","type":"note","content":{},"corrects":"nobody-said-this"}""" },
        Of("postObservations", 409) with { Body = OtherSession, Problem = "conflicting-observations" },
        Of("postObservations", 413) with
        {
            Body = $$$"""{"type":"note","content":{"text":"{{{new string('x', 20_000)}}}"}}""",
            Problem = "observation-too-large",
        },
        Of("postFeedback", 202) with { Body = $$"""{"id":"vote","mapper_id":"{{_values["mapper_id"]}}","rule_id":"low_energy_break","helpful":true}""" },
        Of("postFeedback", 400) with { Body = """{"helpful":"very"}""" },
        Of("postFeedback", 409) with { Body = $$"""{"id":"vote","mapper_id":"{{_values["mapper_id"]}}","rule_id":"low_energy_break","helpful":false}""" },
    ];

    private IEnumerable<CheckRequest> Reading() =>
    [
        Of("listObservations", 200), Of("listObservations", 400) with { Query = "?cursor=nonsense", Problem = "invalid-cursor" },
        Of("getMindscape", 200), NotModified("getMindscape"), Of("getMindscape", 400) with { Query = "?after=nonsense", Problem = "invalid-receipt" },
        Of("getTraitHistory", 200), Of("getTraitHistory", 404, ("path", "nothing.of.this")),
        Of("rebuildMindscape", 200),
        Of("getPersona", 200), NotModified("getPersona"),
        Of("getPersona", 200) with { Query = "?view=explain" }, Of("getPersona", 200) with { Query = "?context.upcoming_meeting=20" },
        Of("getPersona", 404, ("mapper_id", "no_such_mapper")) with { Problem = "unknown-mapper" },
        Of("getPersona", 422, ("mapper_id", "therapy_insights")) with { Problem = "missing-traits" },
        Of("listPersonas", 200), Of("exportPerson", 200),
        Of("previewMapper", 200) with { Body = $$"""{"mapper_id":"{{_values["mapper_id"]}}","person_id":"{{_values["person_id"]}}"}""" },
        Of("previewMapper", 400) with { Body = "{}" },
        Of("previewMapper", 404) with { Body = $$"""{"mapper_id":"no_such_mapper","person_id":"{{_values["person_id"]}}"}""" },
    ];

    private IEnumerable<CheckRequest> Mappers()
    {
        var text = $"metadata: {{id: {Mapper}}}\ncore: [work.focus_duration]\n";
        return
        [
            Of("listMappers", 200), Of("getMapper", 200), NotModified("getMapper"), Of("getMapperRevision", 200), NotModified("getMapperRevision"),
            Of("validateMapper", 200) with { Body = text, ContentType = "application/yaml" },
            Of("validateMapper", 200) with { Body = "rules: 7", ContentType = "application/yaml" },
            Of("compareRevisions", 200) with { Body = $$"""{"people":["{{_values["person_id"]}}"]}""" },
            Of("compareRevisions", 400) with { Body = """{"people":7}""" },
            Mine("putMapper", 201) with { Body = text, ContentType = "application/yaml", Headers = [("If-None-Match", "*")] },
            Mine("putMapper", 200) with { Body = text, ContentType = "application/yaml", Headers = [("If-None-Match", "*")] },
            Mine("putMapper", 428) with { Body = $"# more\n{text}", ContentType = "application/yaml" },
            Mine("putMapper", 412) with { Body = $"# more\n{text}", ContentType = "application/yaml", Headers = [("If-Match", "\"no such tag\"")] },
            Mine("putMapper", 400) with { Body = "rules: 7", ContentType = "application/yaml", Problem = "invalid-mapper" },
            Mine("activateMapper", 412) with { Headers = [("If-Match", "\"no such tag\"")] },
            Mine("activateMapper", 200),
            Mine("activateMapper", 404, ("revision", "99")),
            Mine("retireMapper", 412) with { Headers = [("If-Match", "\"no such tag\"")] }, Mine("retireMapper", 200),
            Mine("getPersona", 404) with { Problem = "mapper-not-active" },
        ];
    }

    private IEnumerable<CheckRequest> Catalog() =>
    [
        Of("listTraits", 200), Of("getCatalog", 200), NotModified("getCatalog"),
        Yaml(200, text => text), Yaml(428, With), Yaml(412, With) with { Headers = [("If-Match", "\"no such tag\"")] },
        Yaml(400, _ => "traits: 7") with { Problem = "invalid-catalog" }, Yaml(201, With) with { Tag = ("If-Match", "getCatalog") },
    ];

    private IEnumerable<CheckRequest> Service() =>
    [
        Of("getLiveness", 200) with { Credential = Credential.None }, Of("getReadiness", 200) with { Credential = Credential.None }, Of("getOpenApi", 200),
        Of("postTokens", 200) with { Body = $$"""{"person_id":"{{_values["person_id"]}}","scopes":["read"]}""" },
        Of("postTokens", 400) with { Body = """{"scopes":["everything"]}""" },
    ];

    /// <summary>What is the same wherever it is documented.</summary>
    private IEnumerable<CheckRequest> OfEveryOperation() =>
        operations.SelectMany(operation => operation.Responses.Keys.SelectMany(status => Everywhere(operation, status)));

    private IEnumerable<CheckRequest> Everywhere(ApiOperation operation, int status) => (status, operation.Path) switch
    {
        (400, _) => [WithBody(operation, 400) with { Query = UnknownParameter, Problem = "unknown-parameter" }],
        (401, _) => [WithBody(operation, 401) with { Credential = Credential.None }],
        (403, _) => [WithBody(operation, 403) with { Credential = Credential.OfAnother }],
        (404, var path) when path.StartsWith("people/", StringComparison.Ordinal) && operation.Id is not "postObservations" =>
            [WithBody(operation, 404, ("person_id", $"conformance-{run}-nobody"))],
        (404, var path) when path.StartsWith("mappers/{", StringComparison.Ordinal) => [WithBody(operation, 404, ("mapper_id", "no_such_mapper"))],
        (413, _) => [WithBody(operation, 413) with { Body = $"\"{new string('x', 1024 * 1024)}\"", Problem = "body-too-large" }],
        (415, _) => [WithBody(operation, 415) with { ContentType = "text/html" }],
        _ => [],
    };

    private IEnumerable<CheckRequest> Forgetting() =>
    [
        Of("retractObservation", 202), Of("retractObservation", 404, ("observation_id", "nobody-said-this")),
        Of("erasePerson", 204), Of("erasePerson", 204), Of("getMindscape", 404) with { Problem = "unknown-person" },
    ];

    private CheckRequest Of(string operation, int status, params (string Name, string Value)[] values) => new(operation, status, With(values));

    /// <summary>Of the mapper that the checks write themselves.</summary>
    private CheckRequest Mine(string operation, int status, params (string Name, string Value)[] values) =>
        Of(operation, status, [("mapper_id", Mapper), .. values]);

    private CheckRequest NotModified(string operation) => Of(operation, 304) with { Tag = ("If-None-Match", operation) };

    private CheckRequest WithBody(ApiOperation operation, int status, params (string Name, string Value)[] values) => Of(operation.Id, status, values) with
    {
        Body = operation.Method == HttpMethod.Get || operation.Method == HttpMethod.Delete ? null : "{}",
    };

    private CheckRequest Yaml(int status, Func<string, string> body) =>
        Of("putCatalog", status) with { BodyOfCatalog = body, ContentType = "application/yaml" };

    /// <summary>A text of the same meaning.</summary>
    private string With(string catalog) => $"{catalog}\n# {run}\n";

    private Dictionary<string, string> With((string Name, string Value)[] values)
    {
        var all = new Dictionary<string, string>(_values);
        foreach (var (name, value) in values)
        {
            all[name] = value;
        }

        return all;
    }
}
