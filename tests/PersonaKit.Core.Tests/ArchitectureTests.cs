using NetArchTest.Rules;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Tests;

/// <summary>Inside Core the arrows run Personas → Mindscapes → Observations, over Values and Time, and never back.</summary>
public class ArchitectureTests
{
    [Theory]
    [InlineData("Observations", "Mindscapes", "Personas")]
    [InlineData("Mindscapes", "Personas")]
    [InlineData("Values", "Time", "Observations", "Mindscapes", "Personas")]
    [InlineData("Time", "Values", "Observations", "Mindscapes", "Personas")]
    public void A_room_does_not_look_back(string room, params string[] forbidden)
    {
        var result = Types.InAssembly(typeof(DataValue).Assembly)
            .That().ResideInNamespaceStartingWith($"PersonaKit.Core.{room}")
            .ShouldNot().HaveDependencyOnAny([.. forbidden.Select(name => $"PersonaKit.Core.{name}")])
            .GetResult();

        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }

    [Fact]
    public void No_type_is_named_like_the_last_part_of_a_namespace()
    {
        var types = typeof(DataValue).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("PersonaKit", StringComparison.Ordinal) == true).ToList();
        var rooms = types.Select(type => type.Namespace!.Split('.')[^1]).Distinct();

        Assert.Empty(types.Select(type => type.Name).Intersect(rooms));
    }
}
