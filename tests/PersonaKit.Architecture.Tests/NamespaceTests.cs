using Mono.Cecil;

namespace PersonaKit.Architecture.Tests;

/// <summary>Namespaces are folders, and a folder is understood without those that need it.</summary>
public class NamespaceTests
{
    public static TheoryData<string> Assemblies => [.. Product.Assemblies];

    [Fact]
    public void All_of_the_product_is_looked_at() =>
        Assert.Superset(
            new HashSet<string>(["PersonaKit.Core", "PersonaKit.Language", "PersonaKit.Engine", "PersonaKit.Api", "PersonaKit.Azure", "PersonaKit.Sqlite", "PersonaKit.Local", "PersonaKit.Cli"]),
            Product.Assemblies.ToHashSet());

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_two_namespaces_need_each_other(string assembly)
    {
        var circular = NamespaceGraph.Of(Product.FileOf(assembly)).Circular().ToList();
        Assert.True(circular.Count == 0, string.Join('\n', circular));
    }

    [Theory]
    [InlineData("Observations", "Mindscapes", "Personas")]
    [InlineData("Mindscapes", "Personas")]
    [InlineData("Time", "Values", "Observations", "Mindscapes", "Personas")]
    [InlineData("Values", "Time", "Observations", "Mindscapes", "Personas")]
    public void In_Core_the_arrows_run_from_personas_to_mindscapes_to_observations(string from, params string[] forbidden)
    {
        var graph = NamespaceGraph.Of(Product.FileOf("PersonaKit.Core"));
        Assert.NotEmpty(graph.Between("PersonaKit.Core.Personas", "PersonaKit.Core.Mindscapes"));
        Assert.All(forbidden, to => Assert.Empty(graph.Between($"PersonaKit.Core.{from}", $"PersonaKit.Core.{to}")));
    }

    [Fact]
    public void No_type_is_named_like_the_last_part_of_a_namespace()
    {
        var types = Product.Assemblies.SelectMany(TypesOf).ToList();
        Assert.Empty(NamedLikeANamespace(types));
        Assert.Equal(["Sibling"], NamedLikeANamespace([("PersonaKit.Family", "Sibling"), ("PersonaKit.Family.Sibling", "Child")]));
    }

    [Fact]
    public void A_circle_is_found_also_where_only_a_method_body_closes_it()
    {
        var own = NamespaceGraph.Of(typeof(NamespaceTests).Assembly.Location, "PersonaKit.Architecture.Tests.Samples");

        Assert.Equal(
            [
                "PersonaKit.Architecture.Tests.Samples.Left -> PersonaKit.Architecture.Tests.Samples.Right: Knocking uses Answering",
                "PersonaKit.Architecture.Tests.Samples.Right -> PersonaKit.Architecture.Tests.Samples.Left: Answering uses Knocking",
            ],
            own.Circular());
    }

    [Fact]
    public void An_arrow_of_one_direction_is_seen_and_is_no_circle()
    {
        var own = NamespaceGraph.Of(typeof(NamespaceTests).Assembly.Location, "PersonaKit.Architecture.Tests.Samples");

        Assert.Single(own.Between("PersonaKit.Architecture.Tests.Samples.Above", "PersonaKit.Architecture.Tests.Samples.Left"));
        Assert.DoesNotContain(own.Circular(), arrow => arrow.Contains("Above", StringComparison.Ordinal));
    }

    private static IEnumerable<string> NamedLikeANamespace(IReadOnlyCollection<(string Namespace, string Name)> types) =>
        types.Select(type => type.Name).Intersect(types.SelectMany(type => type.Namespace.Split('.').Skip(1)));

    private static List<(string Namespace, string Name)> TypesOf(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(Product.FileOf(assembly));
        return [.. module.Types.Where(type => type.Namespace.StartsWith("PersonaKit", StringComparison.Ordinal)).Select(type => (type.Namespace, type.Name.Split('`')[0]))];
    }
}
