using System.Text.Json;
using PersonaKit.Api;
using PersonaKit.Api.Authorization;
using PersonaKit.Api.Problems;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

public sealed class OpenApiTests(StartedHost host) : IClassFixture<StartedHost>
{
    private static readonly string[] Schemes = ["bearer", "apiKey", "functionKey", "functionKeyInQuery"];

    [Fact]
    public async Task The_document_lists_exactly_the_routes_of_the_contract()
    {
        var document = await ReadAsync();
        var described =
            from path in document.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            where operation.Name != "parameters"
            select (operation.Name.ToUpperInvariant(), path.Name, operation.Value.GetProperty("operationId").GetString()!, SecurityOf(operation.Value));
        var contract = ApiContract.Routes.Select(route => (route.Method, $"/{route.Pattern}", route.Name, route.IsAnonymous ? "" : string.Join(", ", Schemes.Select(scheme => $"{scheme} {ScopeWords.Format(route.Access.Scope)}"))));
        Assert.Equal(contract.Order(), described.Order());
        Assert.Equal(ApiContract.BasePath, document.GetProperty("servers")[0].GetProperty("url").GetString());
    }

    [Fact]
    public async Task The_document_lists_exactly_the_problems_there_are()
    {
        var types = (await ReadAsync()).GetProperty("components").GetProperty("schemas").GetProperty("Problem").GetProperty("properties").GetProperty("type").GetProperty("enum");
        Assert.Equal(ProblemTypes.All.Select(type => type.Urn).Order(), types.EnumerateArray().Select(urn => urn.GetString()!).Order());

        var declared = typeof(ProblemTypes).GetFields().Where(field => field.FieldType == typeof(ProblemType)).Select(field => (ProblemType)field.GetValue(null)!);
        Assert.Equal(declared.Select(type => type.Slug).Order(), ProblemTypes.All.Select(type => type.Slug).Order());
    }

    [Fact]
    public async Task Every_reference_leads_somewhere_and_every_parameter_of_a_path_is_declared()
    {
        var document = await ReadAsync();
        Assert.All(References(document), reference =>
        {
            var target = document;
            foreach (var segment in reference[2..].Split('/'))
            {
                Assert.True(target.TryGetProperty(segment, out target), reference);
            }
        });
        Assert.All(document.GetProperty("paths").EnumerateObject().Where(path => path.Name.Contains('{', StringComparison.Ordinal)), path =>
            Assert.Equal(
                path.Name.Split('{').Skip(1).Select(part => $"#/components/parameters/{part.Split('}')[0]}"),
                path.Value.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("$ref").GetString())));
    }

    [Fact]
    public async Task Every_problem_is_told_where_it_occurs_or_as_one_that_any_request_may_meet()
    {
        var document = await ReadAsync();
        var told = document.GetProperty("info").GetProperty("description").GetString() + document.GetProperty("paths").GetRawText();
        Assert.All(ProblemTypes.All, type => Assert.Contains($"`{type.Slug}`", told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_tried_with_a_mapper_that_is_a_draft_is_refused_as_the_document_says()
    {
        var draft = "metadata: {id: drafted}\nrules: []\n"u8.ToArray();
        await host.Client.SendTextAsync(HttpMethod.Put, "mappers/drafted", draft);
        var preview = await host.Client.PostJsonAsync("mappers/preview", """{"mapper_id":"drafted","observations":[]}""");
        var comparison = await host.Client.PostJsonAsync("mappers/drafted/revisions/1/compare", "{}");

        var paths = (await ReadAsync()).GetProperty("paths");
        foreach (var (answer, path) in new[] { (preview, "/mappers/preview"), (comparison, "/mappers/{mapper_id}/revisions/{revision}/compare") })
        {
            Assert.Equal("mapper-not-active", answer.Problem);
            var told = paths.GetProperty(path).GetProperty("post").GetProperty("responses").GetProperty($"{(int)answer.Status}").GetProperty("description").GetString();
            Assert.Contains($"`{answer.Problem}`", told, StringComparison.Ordinal);
        }
    }

    /// <summary>Any one of the schemes, each with the scope that the operation needs.</summary>
    private static string SecurityOf(JsonElement operation) => string.Join(", ", operation.GetProperty("security").EnumerateArray()
        .SelectMany(alternative => alternative.EnumerateObject())
        .Select(scheme => $"{scheme.Name} {string.Join(' ', scheme.Value.EnumerateArray().Select(scope => scope.GetString()))}"));

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => property.Name == "$ref" ? [property.Value.GetString()!] : References(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private async Task<JsonElement> ReadAsync() => (await host.Client.GetAsync("openapi.json")).Json;
}
