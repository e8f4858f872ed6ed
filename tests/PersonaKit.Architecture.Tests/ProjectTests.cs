namespace PersonaKit.Architecture.Tests;

/// <summary>What projects may reference.</summary>
public class ProjectTests
{
    private static readonly string[] Hosts = ["PersonaKit.Local", "PersonaKit.Functions", "PersonaKit.Cli"];

    public static TheoryData<string> Assemblies => [.. Product.Assemblies];

    [Fact]
    public void Core_references_nothing() => Assert.Empty(Product.ReferencesOf("PersonaKit.Core"));

    [Fact]
    public void The_language_references_the_domain_and_a_YAML_reader() =>
        Assert.Equal(["PersonaKit.Core", "YamlDotNet"], Product.ReferencesOf("PersonaKit.Language").Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Nothing_references_a_host(string project) => Assert.Empty(Product.ReferencesOf(project).Intersect(Hosts));

    [Theory]
    [InlineData("PersonaKit.Engine")]
    [InlineData("PersonaKit.Api")]
    public void What_every_host_shares_knows_no_store(string project)
    {
        var references = Product.ReferencesOf(project);
        Assert.Empty(references.Where(reference => reference.StartsWith("PersonaKit.", StringComparison.Ordinal)).Except(["PersonaKit.Core", "PersonaKit.Language", "PersonaKit.Engine"]));
        Assert.Empty(references.Intersect(["Microsoft.Data.Sqlite", "Microsoft.Azure.Cosmos", "Azure.Data.Tables"]));
    }
}
